import { describe, expect, it } from "vitest";
import type { NdArray } from "../../src/array/ndArray.ts";
import {
  add,
  concat,
  exp,
  matmul,
  mean,
  mul,
  noGrad,
  permute,
  record,
  relu,
  reshape,
  slice,
  sum,
  type Tensor,
  tensor,
  transpose,
  where,
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

describe("the history", () => {
  it("is released by backward, so that a second one throws", () => {
    const y = sum(exp(leaf([1])));
    y.backward();
    expect(() => y.backward()).toThrow(/the history of this result must still exist.*retainGraph/);
  });

  it("is also missing for another result that shares the released part", () => {
    const shared = exp(leaf([1]));
    const other = sum(mul(shared, 3));
    sum(shared).backward();
    expect(() => other.backward()).toThrow(/an earlier backward released it/);
  });

  it("survives with retainGraph, and the second backward adds the same again", () => {
    const x = leaf([1, 2]);
    const y = sum(mul(x, x));
    y.backward({ retainGraph: true });
    y.backward();
    expect(numbers(x.grad)).toEqual([4, 8]);
  });

  it("stops at detach", () => {
    const x = leaf([3]);
    sum(mul(x, mul(x, 2).detach())).backward();
    expect(numbers(x.grad)).toEqual([6]);
    expect(x.detach().requiresGrad).toBe(false);
  });

  it("is not recorded within noGrad, nor by ops whose inputs need no gradient", () => {
    const x = leaf([1]);
    const y = noGrad(() => exp(x));
    expect([y.requiresGrad, y.isLeaf]).toEqual([false, true]);
    expect(exp(tensor([1])).requiresGrad).toBe(false);
    expect(exp(x).op).toBe("exp");
  });

  it("is recorded again after noGrad, even if its function throws", () => {
    expect(() =>
      noGrad(() =>
        matmul(
          leaf([[1]]),
          leaf([
            [1, 2],
            [3, 4],
          ]),
        ),
      ),
    ).toThrow(/matmul/);
    expect(exp(leaf([1])).requiresGrad).toBe(true);
  });

  it("cannot be switched off for an async function, which would run on after noGrad has ended", () => {
    expect(() => noGrad(async () => 1)).toThrow(/noGrad: the function must be synchronous, got an async one/);
  });

  it("keeps intermediate gradients only where retainGrad asks", () => {
    const x = leaf([1, 2]);
    const kept = mul(x, 2).retainGrad();
    const dropped = mul(kept, 3);
    sum(dropped).backward();
    expect(numbers(kept.grad)).toEqual([3, 3]);
    expect(dropped.grad).toBeNull();
  });
});

describe("backward refuses", () => {
  it("to start from more than one number without a seed", () => {
    expect(() => exp(leaf([1, 2])).backward()).toThrow(
      /backward: the result must be a single number, got \[2\] from exp.*sum\(y\) or mean\(y\).*seed/,
    );
  });

  it("a seed of the wrong length", () => {
    expect(() => exp(leaf([1, 2])).backward({ seed: [1] })).toThrow(/the seed must have 2 values for \[2\], got 1/);
  });

  it("a result without inputs that require a gradient", () => {
    expect(() => sum(tensor([1])).backward()).toThrow(/an input must require a gradient, got none/);
  });

  it("a history whose input was changed in place, naming op and input", () => {
    const w = leaf([2]);
    w.name = "layer.weight";
    const y = sum(exp(w));
    w.assign([5]);
    expect(() => y.backward()).toThrow(/backward: exp needs its input layer\.weight as it was.*changed in place/);
  });

  it("even if only the other factor, which needs no gradient itself, was changed", () => {
    const w = leaf([2]);
    const x = tensor([3], { dtype: "float64" });
    const y = sum(mul(w, x));
    x.assign([100]);
    expect(() => y.backward()).toThrow(/mul needs its input \[1\] as it was/);
  });

  it("a result that was changed in place, where its op's derivative reads it, before any gradient is given", () => {
    const [x, late] = [leaf([1]), leaf([2])];
    const y = exp(x);
    const loss = sum(mul(y, late));
    y.assign([100]);
    expect(() => loss.backward()).toThrow(/needs its (input|result) \[1\] as it was, but it was changed in place/);
    expect([x.grad, late.grad]).toEqual([null, null]);
    const alone = exp(x);
    alone.assign([100]);
    expect(() => alone.backward()).toThrow("backward: exp needs its result [1] as it was");
  });

  it("nothing when the condition of where is changed, since it was copied", () => {
    const a = leaf([1, 2]);
    const condition = tensor([1, 0]);
    const y = sum(where(condition, a, 0));
    condition.assign([0, 1]);
    y.backward();
    expect(numbers(a.grad)).toEqual([1, 0]);
  });

  it("even if the change went through detach or the tensor of a view", () => {
    const w = leaf([
      [1, 2],
      [3, 4],
    ]);
    const x = tensor(
      [
        [1, 2],
        [3, 4],
      ],
      { dtype: "float64" },
    );
    for (const view of [transpose(x), permute(x, [1, 0]), reshape(x, [2, 2]), slice(x, [[0, 2]]), x.detach()]) {
      const y = sum(mul(w, view));
      x.assign(x.data.slice());
      expect(() => y.backward()).toThrow(/changed in place/);
    }
  });

  it("a gradient whose size is not that of its input, naming the op", () => {
    const x = leaf([1, 2]);
    const y = record("wrong", tensor([1, 2]), [x, () => tensor([1])]);
    expect(() => sum(y).backward()).toThrow(/derivative of wrong must have the shape of its input, \[2\], got \[1\]/);
  });
});

describe("a failed backward", () => {
  it("leaves no half-summed gradient behind for the next one", () => {
    const x = leaf([1]);
    let fail = true;
    const middle = mul(x, 2);
    const y = record("moody", middle, [
      middle,
      (dy) => {
        if (fail) throw new Error("once");
        return dy;
      },
    ]);
    const loss = sum(add(y, middle));
    expect(() => loss.backward({ retainGraph: true })).toThrow("once");
    fail = false;
    loss.backward();
    expect(numbers(x.grad)).toEqual([4]);
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
