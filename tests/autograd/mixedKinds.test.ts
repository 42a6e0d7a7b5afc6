/**
 * @file Operands of Float32 and Float64 together: the result is Float64, and each gradient has the kind of its input.
 */
import { describe, expect, it } from "vitest";
import { array } from "../../src/array/ndArray.ts";
import * as autograd from "../../src/autograd/index.ts";
import { prepareCall } from "../../src/testing/support/prepareCall.ts";
import { lines } from "../support/gradcheck/lines.ts";

const { gradcheck, matmul, mse, record, sum, tensor } = autograd;
type Dtype = "float32" | "float64";

/** A library whose random tensors have the given kinds, in the order in which they are made. */
function libraryOf(kinds: readonly Dtype[]): typeof autograd {
  let made = 0;
  const next = <Options>(options: Options): Options => ({ ...options, dtype: kinds[made++] });
  return {
    ...autograd,
    randn: (shape, options) => autograd.randn(shape, next(options)),
    uniform: (shape, options) => autograd.uniform(shape, next(options)),
    tensor: (values, options) => autograd.tensor(values, next(options)),
  };
}

const inputCount = (call: string): number => prepareCall(call, autograd).inputs.length;
const cases = lines.flatMap(({ call }) => {
  const n = inputCount(call);
  if (n < 2) return [];
  return Array.from({ length: n }, (_, alone) =>
    (["float32", "float64"] as const).map((kind) => {
      const other = kind === "float32" ? "float64" : "float32";
      return { call, kinds: Array.from({ length: n }, (_, i) => (i === alone ? kind : other)) };
    }),
  ).flat();
});

function expectClose(actual: ArrayLike<number> | null, expected: ArrayLike<number> | null, tolerance: number): void {
  expect(actual?.length).toBe(expected?.length);
  for (let i = 0; i < (expected?.length ?? 0); i++) {
    const value = expected?.[i] ?? 0;
    expect(Math.abs((actual?.[i] ?? 0) - value)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(value)));
  }
}

describe("an op of both kinds computes in Float64", () => {
  it.each(cases)("$call of $kinds", ({ call, kinds }) => {
    const mixed = prepareCall(call, libraryOf(kinds));
    const double = prepareCall(call, autograd);
    for (const [i, x] of mixed.inputs.entries()) double.inputs[i].data.set(x.data);
    const [y, exact] = [mixed.f(), double.f()];
    expect(y.data).toBeInstanceOf(Float64Array);
    expectClose(y.data, exact.data, 1e-14);
    const seed = Float64Array.from(y.data, (_, i) => 1 + i / 3);
    y.backward({ seed });
    exact.backward({ seed });
    for (const [i, x] of mixed.inputs.entries()) {
      const isDouble = kinds[i] === "float64";
      expect(x.grad).toBeInstanceOf(isDouble ? Float64Array : Float32Array);
      expectClose(x.grad, double.inputs[i].grad, isDouble ? 1e-14 : 1e-7);
    }
  });

  it("covers every op that takes several tensors", () => {
    const covered = new Set(cases.map(({ call }) => call.slice(0, call.indexOf("("))));
    expect([...covered].sort()).toEqual([
      ...[
        "abs",
        "add",
        "batchNorm",
        "binaryCrossEntropyWithLogits",
        "concat",
        "conv2d",
        "div",
        "huber",
        "l1",
        "layerNorm",
      ],
      ...["linear", "matmul", "maximum", "minimum", "mse", "mul", "pow", "stack", "sub", "where"],
    ]);
  });
});

describe("a Float32 constant", () => {
  it("does not lower the precision of a Float64 parameter's gradient", () => {
    const w = tensor([0.3, -0.7], { dtype: "float64", requiresGrad: true });
    expect(gradcheck((x) => mse(tensor([1, 2]), x), [w]).passed).toBe(true);
    const matrix = tensor([[0.3, -0.7]], { dtype: "float64", requiresGrad: true });
    expect(gradcheck((x) => matmul(x, tensor([[1], [2]])), [matrix]).passed).toBe(true);
  });
});

it("a custom derivative of the other kind is rounded to the kind of its input", () => {
  const single = tensor([1, 2], { requiresGrad: true });
  const double = tensor([1, 2], { requiresGrad: true, dtype: "float64" });
  const y = record(
    "custom",
    array(Float64Array.of(1, 2)),
    [single, () => array(Float64Array.of(0.1, 0.2))],
    [double, () => array(Float32Array.of(0.1, 0.2))],
  );
  sum(y).backward();
  expect(single.grad).toEqual(Float32Array.of(0.1, 0.2));
  expect(double.grad).toEqual(Float64Array.of(Math.fround(0.1), Math.fround(0.2)));
});
