/**
 * @file Ops put together at random: values read many times, views of views, broadcasting in every direction. Each op's
 * own derivative is checked elsewhere; here it is the tape that adds them up.
 */
import fc from "fast-check";
import { expect, it } from "vitest";
import {
  add,
  concat,
  div,
  expand,
  gelu,
  gradcheck,
  layerNorm,
  logSumExp,
  matmul,
  mean,
  mul,
  permute,
  Random,
  randn,
  reshape,
  sigmoid,
  slice,
  softmax,
  softplus,
  stack,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor,
  transpose,
  variance,
} from "../../src/autograd/index.ts";

/** Every value's shape broadcasts to this one. */
const full = [2, 3];
const wide = (x: Tensor): Tensor => expand(x, full);

/** Smooth everywhere, so that differences agree with derivatives. */
const ops: Record<string, (a: Tensor, b: Tensor) => Tensor> = {
  add,
  sub,
  mul,
  "a / (1 + b²)": (a, b) => div(a, add(mul(b, b), 1)),
  "a² by the same tensor": (a) => mul(a, a),
  "a − a/2, read twice": (a) => sub(a, mul(a, 0.5)),
  tanh,
  sigmoid: (a) => sigmoid(a),
  softplus: (a) => softplus(a),
  gelu: (a) => gelu(a),
  attention: (a, b) => matmul(softmax(matmul(wide(a), transpose(wide(b)))), wide(a)),
  layerNorm: (a) => layerNorm(wide(a), [3], null, null, { eps: 0.5 }),
  mean: (a) => mean(wide(a), 0, { keepDims: true }),
  sum: (a) => sum(a),
  logSumExp: (a) => logSumExp(wide(a), 1, { keepDims: true }),
  variance: (a) => variance(wide(a), 1, { keepDims: true }),
  "rows turned round": (a, b) => concat([slice(wide(a), [[1]]), slice(wide(b), [[0, 1]])]),
  "columns turned round": (a, b) => concat([slice(wide(a), [null, [2]]), slice(wide(b), [null, [0, 2]])], -1),
  "views of views": (a) => transpose(reshape(permute(wide(a), [1, 0]), [3, 2])),
  "the second of two": (a, b) => reshape(slice(stack([wide(a), wide(b)], -1), [null, null, [1]]), full),
};

interface Node {
  op: string;
  a: number;
  b: number;
}

/** Instructions: an op and, counted back from the newest value, the two it reads. */
const graphs = fc.array(
  fc.record({ op: fc.constantFrom(...Object.keys(ops)), a: fc.nat({ max: 7 }), b: fc.nat({ max: 7 }) }),
  { minLength: 1, maxLength: 12 },
);

/** The last value, plus all others, so that none is computed in vain. */
function evaluate(graph: readonly Node[], leaves: readonly Tensor[]): Tensor {
  const values = [...leaves];
  for (const { op, a, b } of graph) {
    const read = (back: number): Tensor => values[values.length - 1 - (back % values.length)];
    values.push(ops[op](read(a), read(b)));
  }
  return values.reduce((total, value) => add(total, value));
}

const shapes = [[2, 3], [3], [2, 1], []];

const leavesOf = (seed: number, dtype: "float32" | "float64"): Tensor[] => {
  const random = new Random(seed);
  return shapes.map((shape) => {
    const values = randn(shape, { random, dtype: "float64" });
    return tensor(values.data, { shape, dtype, requiresGrad: true });
  });
};

const settings = { seed: 20_261, numRuns: 300 };

it("the gradient of a random graph agrees with central differences in Float64", () => {
  fc.assert(
    fc.property(graphs, fc.nat(), (graph, seed) => {
      const report = gradcheck((...leaves) => evaluate(graph, leaves), leavesOf(seed, "float64"), { tolerance: 1e-6 });
      expect(report.passed, JSON.stringify(report)).toBe(true);
    }),
    settings,
  );
});

it("and in Float32, by the fast kernels, with itself in Float64", () => {
  const gradients = (graph: readonly Node[], seed: number, dtype: "float32" | "float64"): number[] => {
    const leaves = leavesOf(seed, dtype);
    sum(evaluate(graph, leaves)).backward();
    return leaves.flatMap(({ grad }) => [...(grad ?? [])]);
  };
  fc.assert(
    fc.property(graphs, fc.nat(), (graph, seed) => {
      const [fast, exact] = (["float32", "float64"] as const).map((dtype) => gradients(graph, seed, dtype));
      const size = Math.max(...exact.map(Math.abs));
      for (const [i, value] of exact.entries()) expect(Math.abs(fast[i] - value)).toBeLessThanOrEqual(1e-4 * size);
    }),
    settings,
  );
});
