/** @file Backpropagation: the sum over all paths, accumulation, and tensors of unusual sizes. */

import { describe, expect, it } from "vitest";
import type { NdArray } from "../../src/array/ndArray.ts";
import {
  add,
  concat,
  exp,
  matmul,
  mean,
  mul,
  record,
  relu,
  reshape,
  sum,
  type Tensor,
  tensor,
  transpose,
} from "../../src/autograd/index.ts";

const leaf = (values: number | number[] | number[][]): Tensor =>
  tensor(values, { dtype: "float64", requiresGrad: true });

const numbers = (values: ArrayLike<number> | null): number[] => Array.from(values ?? []);

describe("the sum over all paths", () => {
  it("x + x has gradient 2", () => {
    const x = leaf([1, 2]);
    sum(add(x, x)).backward();
    expect(numbers(x.grad)).toEqual([2, 2]);
  });

  it("x · x has gradient 2x", () => {
    const x = leaf([3, -4]);
    sum(mul(x, x)).backward();
    expect(numbers(x.grad)).toEqual([6, -8]);
  });

  it("an input shared by three ops collects from all three", () => {
    const x = leaf([2]);
    sum(concat([mul(x, 3), mul(x, x), x])).backward();
    expect(numbers(x.grad)).toEqual([3 + 4 + 1]);
  });

  it("a diamond passes each path once: (2x)·(3x) has gradient 12x", () => {
    const x = leaf([5]);
    const top = mul(x, 1);
    sum(mul(mul(top, 2), mul(top, 3))).backward();
    expect(numbers(x.grad)).toEqual([60]);
  });

  it("twenty diamonds in a row cost twenty steps, not two to the twenty", () => {
    const x = leaf([1]);
    let calls = 0;
    let y = x;
    for (let i = 0; i < 20; i++) {
      const counted = (dy: NdArray): NdArray => {
        calls++;
        return dy;
      };
      const arm = record("counted", y, [y, counted]);
      y = mul(add(arm, arm), 0.5);
    }
    sum(y).backward();
    expect(numbers(x.grad)).toEqual([1]);
    expect(calls).toBe(20);
  });

  it("a result that is computed late but not used changes nothing", () => {
    const x = leaf([1]);
    const y = mul(x, 2);
    exp(y);
    sum(y).backward();
    expect(numbers(x.grad)).toEqual([2]);
  });

  it("a chain of 100,000 ops goes backward without recursion and calls each derivative once", () => {
    const x = leaf([1]);
    let calls = 0;
    const counted = (dy: NdArray): NdArray => {
      calls++;
      return dy;
    };
    let y = x;
    for (let i = 0; i < 100_000; i++) y = record("counted", y, [y, counted]);
    sum(y).backward();
    expect(numbers(x.grad)).toEqual([1]);
    expect(calls).toBe(100_000);
  });
});

describe("gradients accumulate", () => {
  it("over backward calls until zeroGrad", () => {
    const x = leaf([1]);
    sum(mul(x, 2)).backward();
    sum(mul(x, 3)).backward();
    expect(numbers(x.grad)).toEqual([5]);
    x.zeroGrad();
    sum(mul(x, 3)).backward();
    expect(numbers(x.grad)).toEqual([3]);
  });

  it("without changing the array handed out before", () => {
    const x = leaf([1, 1]);
    sum(mul(x, 2)).backward();
    const first = x.grad;
    sum(mul(x, 3)).backward();
    expect(numbers(first)).toEqual([2, 2]);
    expect(numbers(x.grad)).toEqual([5, 5]);
  });

  it("into separate arrays: two leaves never share one, nor one with the seed or a retained gradient", () => {
    const a = leaf([1, 2]);
    const b = leaf([3, 4]);
    const y = reshape(add(add(a, b), a), [2, 1]).retainGrad();
    const seed = Float64Array.of(1, 10);
    y.backward({ seed });
    expect(numbers(a.grad)).toEqual([2, 20]);
    expect(numbers(b.grad)).toEqual([1, 10]);
    const buffers = [a.grad, b.grad, y.grad, seed].map((values) => values?.buffer);
    expect(new Set(buffers).size).toBe(4);
  });

  it("into separate arrays when a view of the gradient arrives", () => {
    const a = leaf([[1, 2]]);
    const b = leaf([[3, 4]]);
    concat([a, transpose(transpose(b))]).backward({ seed: [1, 2, 3, 4] });
    expect(numbers(a.grad)).toEqual([1, 2]);
    expect(numbers(b.grad)).toEqual([3, 4]);
    expect(a.grad?.buffer).not.toBe(b.grad?.buffer);
    expect(a.grad?.buffer.byteLength).toBe(16);
  });
});

describe("tensors of unusual sizes", () => {
  it("single numbers have shape [] and go through ops and back", () => {
    const x = leaf(3);
    const y = mul(x, x);
    expect(y.shape).toEqual([]);
    y.backward();
    expect(numbers(x.grad)).toEqual([6]);
  });

  it("empty tensors give an empty result, sum 0 and an empty gradient", () => {
    const x = tensor([[], []], { requiresGrad: true });
    expect(x.shape).toEqual([2, 0]);
    expect(relu(transpose(x)).shape).toEqual([0, 2]);
    const y = sum(exp(x));
    expect(y.item()).toBe(0);
    y.backward();
    expect(numbers(x.grad)).toEqual([]);
  });

  it("a product over an empty inner axis is zeros", () => {
    const y = matmul(tensor(new Float32Array(0), { shape: [2, 0] }), tensor(new Float32Array(0), { shape: [0, 3] }));
    expect(y.shape).toEqual([2, 3]);
    expect(numbers(y.data)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  it("the mean of nothing is refused rather than NaN", () => {
    expect(() => mean(tensor([]))).toThrow(/mean: needs 1 or more elements along the axes, got none in \[0\]/);
  });
});
