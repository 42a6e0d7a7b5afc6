/** @file Gradients of random graphs whose results share inputs and views: Float32, which reuses memory, and Float64. */
import { expect, it, vi } from "vitest";
import {
  add,
  concat,
  expand,
  linear,
  mean,
  mul,
  Random,
  reshape,
  sigmoid,
  slice,
  sub,
  sum,
  type Tensor,
  tanh,
  tensor,
  transpose,
} from "../../src/autograd/index.ts";
import { isLent } from "../../src/autograd/support/gradientMemory.ts";

/** Enough elements to share memory. */
const n = 48;

type Leaf = (...shape: number[]) => Tensor;

/** Makes leaves of equal numbers in both kinds. */
function leavesOf(double: boolean): { leaf: Leaf; all: Tensor[] } {
  const random = new Random(7);
  const all: Tensor[] = [];
  const leaf: Leaf = (...shape) => {
    const values = Float32Array.from({ length: shape.reduce((p, size) => p * size, 1) }, () => random.normal());
    all.push(tensor(double ? Float64Array.from(values) : values, { shape, requiresGrad: true }));
    return all[all.length - 1];
  };
  return { leaf, all };
}

const ops: ((x: Tensor, z: Tensor, leaf: Leaf) => Tensor)[] = [
  (x, z) => add(x, z),
  (x, z) => sub(x, z),
  (x, z) => tanh(mul(x, z)),
  (x) => sigmoid(x),
  (x) => transpose(x),
  (x) => reshape(transpose(reshape(x, [n, 4, n / 4]), 0, 1), [n, n]),
  (x, z) => slice(concat([x, z]), [[5, n + 5]]),
  (x, z) =>
    concat(
      [
        slice(x, [
          [0, n],
          [0, n / 2],
        ]),
        slice(z, [
          [0, n],
          [n / 2, n],
        ]),
      ],
      1,
    ),
  (x, z) => add(x, mean(z, 1, { keepDims: true })),
  (x, z, leaf) => mul(linear(x, z, leaf(n)), 0.1),
  (x, _z, leaf) => add(leaf(n), x),
  (x, _z, leaf) => add(x, leaf(n, n)),
];

/** The gradients of every leaf and of some intermediate results. */
function gradientsOf(seed: number, double: boolean): Tensor[] {
  const random = new Random(seed);
  const { leaf, all } = leavesOf(double);
  const results = [leaf(n, n), leaf(n, n)];
  const kept: Tensor[] = [];
  let loss: Tensor = tensor(double ? new Float64Array(1) : new Float32Array(1));
  for (let i = 0; i < 12; i++) {
    const recent = (): Tensor => results[Math.max(0, results.length - 1 - Math.floor(random.uniform(0, 4)))];
    const [x, z] = [recent(), recent()];
    const y = ops[Math.floor(random.uniform(0, ops.length))](x, z, leaf);
    if (random.uniform() < 0.15) kept.push(y.retainGrad());
    if (random.uniform() < 0.4) loss = add(loss, sum(mul(x, 3)));
    results.push(y);
  }
  const last = results[results.length - 1];
  add(sum(mul(last, last)), sum(loss)).backward();
  return [...all, ...kept].filter(({ grad }) => grad !== null);
}

function expectEqual(single: Tensor[], double: Tensor[]): void {
  expect(single.length).toBe(double.length);
  single.forEach(({ grad }, k) => {
    const expected = double[k].grad as Float64Array;
    const scale = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
    const error = expected.reduce((most, value, i) => Math.max(most, Math.abs(value - (grad as Float32Array)[i])), 0);
    expect(error / scale).toBeLessThan(1e-4);
  });
}

it("random graphs have equal gradients in Float32 and Float64", () => {
  for (let seed = 0; seed < 60; seed++) expectEqual(gradientsOf(seed, false), gradientsOf(seed, true));
});

it.each([
  ["a leaf", (_u: Tensor, leaf: Leaf) => leaf(n, n)],
  ["a row and a result", (u: Tensor, leaf: Leaf) => add(leaf(n), tanh(u))],
])("a gradient that passes through a transpose to x and to %s is added to for x alone", (_name, other) => {
  const gradients = [false, true].map((double) => {
    const { leaf, all } = leavesOf(double);
    const x = mul(leaf(n, n), 2);
    const early = sum(mul(x, 3));
    const u = leaf(n, n);
    const y = transpose(add(x, other(u, leaf)));
    add(sum(mul(y, y)), early).backward();
    return all.filter(({ grad }) => grad !== null);
  });
  expectEqual(gradients[0], gradients[1]);
});

it.each<[string, number, (y: Tensor) => Tensor | null]>([
  ["nothing", 0, () => null],
  ["a sum, whose gradient is one number repeated", 1, (y) => sum(y)],
  ["a transpose, whose gradient is a view", 3, (y) => sum(mul(transpose(y), leafOfThrees()))],
  ["itself", 2, (y) => sum(add(y, y))],
])("gradients of slices of a tensor are added into one array, besides %s", (_name, more, other) => {
  const x = tensor(new Float32Array(n * n), { shape: [n, n], requiresGrad: true });
  const y = mul(x, 1);
  const parts = [[[0, n]], [[3, 40, 2]], [null, [5, 30]], [[1, 47, 3], [-9]]] as const;
  const losses = parts.map((ranges, i) => sum(mul(slice(y, ranges), 10 ** i)));
  const rest = other(y);
  (rest === null ? losses : [...losses.slice(0, 2), rest, ...losses.slice(2)]).reduce((a, b) => add(a, b)).backward();
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      const second = i >= 3 && i < 40 && (i - 3) % 2 === 0 ? 10 : 0;
      const third = j >= 5 && j < 30 ? 100 : 0;
      const fourth = i >= 1 && i < 47 && (i - 1) % 3 === 0 && j >= n - 9 ? 1000 : 0;
      expect((x.grad as Float32Array)[i * n + j]).toBe(1 + second + third + fourth + more);
    }
  }
});

it.each([n, 5000])("a gradient of %i numbers that is a view is copied once for each leaf that gets it", (length) => {
  const leaf = (): Tensor => tensor(new Float32Array(length), { requiresGrad: true });
  const [x, z, w] = [leaf(), leaf(), leaf()];
  const seed = Float32Array.from({ length: 2 * length }, (_, i) => i);
  const y = concat([add(x, z), w]);
  const copies = vi.spyOn(Float32Array.prototype, "slice");
  y.backward({ seed });
  expect(copies).not.toHaveBeenCalled();
  copies.mockRestore();
  // Long ones lie in the kernels' memory until they are read.
  expect([x, z, w].map(({ lentGrad }) => isLent(lentGrad as Float32Array))).toEqual(Array(3).fill(length > n));
  for (const { grad } of [x, z]) expect(grad).toEqual(seed.slice(0, length));
  expect(w.grad).toEqual(seed.slice(length));
  (x.grad as Float32Array).fill(-1);
  expect(z.grad).toEqual(seed.slice(0, length));
  expect(seed[1]).toBe(1);
});

it("backward from a view does not read the view", () => {
  const x = tensor(new Float32Array(n), { requiresGrad: true });
  const y = expand(x, [3, n]);
  y.backward({ seed: new Float32Array(3 * n).fill(2) });
  expect(y.isView).toBe(true);
  expect(x.grad).toEqual(new Float32Array(n).fill(6));
});

const leafOfThrees = (): Tensor => tensor(new Float32Array(n * n).fill(3), { shape: [n, n] });
