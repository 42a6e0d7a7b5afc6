/** @file The history of a result: how long it is kept, and when backward refuses. */

import { describe, expect, it } from "vitest";
import {
  add,
  exp,
  matmul,
  mul,
  noGrad,
  permute,
  record,
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
