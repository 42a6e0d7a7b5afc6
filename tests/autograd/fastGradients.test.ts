/**
 * @file The gradients as training computes them: Float32, by the fast kernels. Central differences cannot resolve all
 * of them in Float32. So they are compared with the same call in Float64, which gradcheck.test.ts compares with central
 * differences.
 */
import { afterEach, describe, expect, it, vi } from "vitest";
import * as autograd from "../../src/autograd/index.ts";
import { usingFast } from "../../src/kernels/usingFast.ts";
import { instance } from "../../src/kernels/wasm/instance.ts";
import { prepareCall } from "../../src/testing/support/prepareCall.ts";
import { lines } from "../support/gradcheck/lines.ts";

/** Relative to the largest element: some 80 roundings of Float32. */
const tolerance = 1e-5;

/** Lets a test make one kernel wrong. */
const hook = vi.hoisted(() => ({ factor: 1 }));

vi.mock("../../src/kernels/batchedGemm.ts", async (original) => {
  const { batchedGemm } = await original<typeof import("../../src/kernels/batchedGemm.ts")>();
  const wrong: typeof batchedGemm = (a, b) => {
    const c = batchedGemm(a, b);
    if (c instanceof Float32Array) for (let i = 0; i < c.length; i++) c[i] *= hook.factor;
    return c;
  };
  return { batchedGemm: wrong };
});

/**
 * Large enough for the kernels' tiles and vectors, with edges; operands also as views whose strides are not row-major.
 */
const large = [
  "matmul(randn(21, 17), randn(17, 35))",
  "matmul(transpose(randn(17, 21)), transpose(randn(35, 17)))",
  "matmul(slice(randn(30, 17), [[4, 25]]), slice(randn(17, 40), [[0, 17], [3, 38]]))",
  "matmul(permute(randn(17, 3, 21), [1, 2, 0]), transpose(randn(3, 35, 17)))",
  "matmul(randn(3, 13, 11), randn(3, 11, 19))",
  "matmul(permute(randn(2, 9, 3, 16), [0, 2, 1, 3]), permute(randn(2, 9, 3, 16), [0, 2, 3, 1]))",
  "matmul(randn(2, 3, 13, 11), slice(randn(1, 11, 30), [null, null, [2, 21]]))",
  "linear(randn(33, 29), randn(14, 29), randn(14))",
  "linear(transpose(randn(29, 33)), transpose(randn(29, 14)), randn(14))",
  "conv2d(randn(3, 4, 13, 11), randn(6, 4, 3, 3), randn(6), { padding: 1 })",
  "conv2d(permute(randn(4, 3, 11, 13), [1, 0, 3, 2]), randn(6, 4, 3, 3), randn(6), { stride: 2 })",
  "conv2d(randn(2, 6, 12, 14), randn(9, 2, 5, 3), randn(9), { groups: 3, dilation: [1, 2], padding: 2 })",
  "maxPool2d(randn(2, 3, 17, 19), 3, { stride: 2, padding: 1 })",
  "maxPool2d(transpose(randn(2, 3, 17, 19)), 2)",
  "avgPool2d(randn(2, 3, 17, 19), 3, { stride: 2, padding: 1 })",
  "avgPool2d(transpose(randn(2, 3, 17, 19)), [2, 3], { countPadding: false, padding: 1 })",
  "embedding(randn(23, 13), [[22, 0, 7], [7, 7, 3]])",
  "gather(randn(3, 9, 4), 1, [[[8, 0, 1, 1]], [[2, 2, 2, 2]], [[7, 0, 0, 5]]])",
  "relu(transpose(randn(13, 21)))",
  "tanh(slice(randn(31, 9), [[5, 26]]))",
  "sigmoid(transpose(randn(13, 21)))",
  "exp(permute(randn(5, 9, 7), [2, 0, 1]))",
  "sum(transpose(randn(37, 23)), 0)",
  `crossEntropy(transpose(randn(10, 33)), [${Array.from({ length: 33 }, (_, i) => (i * i) % 10)}])`,
  `crossEntropy(linear(tanh(linear(randn(32, 19), randn(16, 19), randn(16))), randn(10, 16)), [${new Array(32).fill(3)}])`,
];

/** The largest difference of two lists of numbers, relative to the largest element of the second. */
function apart(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  const largest = Math.max(...Array.from(expected, Math.abs), 1e-3);
  return Math.max(0, ...Array.from(expected, (value, i) => Math.abs(actual[i] - value) / largest));
}

function compare(call: string): void {
  const single = prepareCall(call, autograd, "float32");
  const double = prepareCall(call, autograd);
  for (const [k, x] of single.inputs.entries()) double.inputs[k].data.set(x.data);
  const [y, exact] = [single.f(), double.f()];
  expect(y.data, "the values").toBeInstanceOf(Float32Array);
  const random = new autograd.Random(3);
  const seed = Float32Array.from({ length: y.size }, () => random.uniform(0.5, 1.5));
  expect(apart(y.data, exact.data), "the values").toBeLessThan(tolerance);
  y.backward({ seed });
  exact.backward({ seed });
  for (const [k, x] of single.inputs.entries()) {
    expect(x.grad, `the gradient of input ${k}`).toBeInstanceOf(Float32Array);
    const [actual, expected] = [x.grad, double.inputs[k].grad] as [Float32Array, Float64Array];
    expect(apart(actual, expected), `the gradient of input ${k}`).toBeLessThan(tolerance);
  }
}

afterEach(() => {
  hook.factor = 1;
});

describe("Float32 gradients by the fast kernels are those of Float64", () => {
  it("has fast kernels to check", () => {
    expect(usingFast() && instance() !== null).toBe(true);
  });

  it.each(lines)("$file: $call", ({ call }) => compare(call));

  it.each(large)("%s", (call) => compare(call));

  it("notices a kernel that is wrong by a ten-thousandth", () => {
    hook.factor = 1.0001;
    expect(() => compare(large[0])).toThrow();
  });
});
