/** @file Values and gradients of ops at NaN and ±Infinity are those of PyTorch. */

import { describe, expect, it } from "vitest";
import { sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";

const leaf = (values: number[] | number[][]): Tensor => tensor(values, { requiresGrad: true });

/** y and the gradient of Σ y, in Float64. */
function slopes(op: (x: Tensor) => Tensor, values: number[] | number[][]): { y: number[]; slope: number[] } {
  const x = tensor(values, { dtype: "float64", requiresGrad: true });
  const y = op(x);
  sum(y).backward();
  return { y: Array.from(y.data), slope: Array.from(x.grad ?? []) };
}

describe("a NaN that an op chooses gets the gradient", () => {
  const { NaN: nan } = Number;

  it("of max and min; several share it", () => {
    for (const op of [ops.max, ops.min]) {
      expect(slopes((x) => op(x), [1, nan, 2])).toEqual({ y: [nan], slope: [0, 1, 0] });
      expect(slopes((x) => op(x), [nan, 1, nan]).slope).toEqual([0.5, 0, 0.5]);
      expect(
        slopes(
          (x) => op(x, 0),
          [
            [1, nan],
            [2, 3],
          ],
        ).slope,
      ).toEqual(op === ops.max ? [0, 1, 1, 0] : [1, 1, 0, 0]);
    }
  });

  it("of maximum and minimum, and nothing goes to the number beside it", () => {
    for (const op of [ops.maximum, ops.minimum]) {
      const [a, b] = [leaf([1, nan, nan, 2]), leaf([nan, 1, nan, 2])];
      sum(op(a, b)).backward();
      expect(Array.from(a.grad ?? [])).toEqual([0, 1, 0.5, 0.5]);
      expect(Array.from(b.grad ?? [])).toEqual([1, 0, 0.5, 0.5]);
    }
  });

  it("of maxPool2d, as in PyTorch", () => {
    const x = tensor(
      [
        [
          [
            [1, nan],
            [2, 3],
          ],
        ],
      ],
      { requiresGrad: true },
    );
    sum(ops.maxPool2d(x, 2)).backward();
    expect(Array.from(x.grad ?? [])).toEqual([0, 1, 0, 0]);
  });
});

/** Values and gradients of PyTorch 1.13, but where a comment says otherwise. */
describe("at Infinity and NaN the values and gradients are PyTorch's", () => {
  const { NaN: nan } = Number;
  const inf = Infinity;
  const bce = (target: number) => (x: Tensor) => ops.binaryCrossEntropyWithLogits(x, tensor([target]));
  const entropy =
    (label: number, options = {}) =>
    (x: Tensor) =>
      ops.crossEntropy(x, [label], options);

  it.each<[string, (x: Tensor) => Tensor, number[] | number[][], number[], number[]]>([
    ["logSumExp", (x) => ops.logSumExp(x), [0, inf], [inf], [0, nan]],
    ["logSumExp", (x) => ops.logSumExp(x), [0, nan], [nan], [nan, nan]],
    ["logSumExp", (x) => ops.logSumExp(x), [0, -inf], [0], [1, 0]],
    ["softmax", (x) => ops.softmax(x), [0, inf], [nan, nan], [nan, nan]],
    ["logSoftmax", (x) => ops.logSoftmax(x), [0, inf], [nan, nan], [nan, nan]],
    ["logSoftmax", (x) => ops.logSoftmax(x), [0, -inf], [0, -inf], [-1, 1]],
    ["BCE against 0", bce(0), [inf], [inf], [1]],
    ["BCE against ½", bce(0.5), [inf], [inf], [0.5]],
    // PyTorch's loss is NaN in the next two: ∞ − ∞. The limit is 0.
    ["BCE against 1", bce(1), [inf], [0], [0]],
    ["BCE against 0", bce(0), [-inf], [0], [0]],
    // PyTorch's loss is NaN here, although the answer is wrong for certain.
    ["BCE against 1", bce(1), [-inf], [inf], [-1]],
    ["BCE against 0", bce(0), [nan], [nan], [nan]],
    ["huber", (x) => ops.huber(x, tensor([0])), [-inf], [inf], [-1]],
    ["huber", (x) => ops.huber(x, tensor([0])), [nan], [nan], [nan]],
    ["l1", (x) => ops.l1(x, tensor([0])), [inf], [inf], [1]],
    // PyTorch's gradient is 0 at NaN, which hides the NaN from the optimizer.
    ["l1", (x) => ops.l1(x, tensor([0])), [nan], [nan], [nan]],
    ["clamp", (x) => ops.clamp(x, { min: -1, max: 1 }), [nan, inf, -inf], [nan, 1, -1], [0, 0, 0]],
    ["crossEntropy", entropy(0), [[-inf, 0]], [inf], [-1, 1]],
    ["crossEntropy", entropy(0, { labelSmoothing: 0.5 }), [[-inf, 0]], [inf], [-0.75, 0.75]],
    ["crossEntropy", entropy(0, { classWeights: [1, 1] }), [[-inf, 0]], [inf], [-1, 1]],
    ["crossEntropy", entropy(1), [[-inf, 0]], [0], [0, 0]],
    // PyTorch's loss is NaN in the next two: ∞ − ∞.
    ["crossEntropy", entropy(1), [[inf, 0]], [inf], [nan, nan]],
    ["crossEntropy", entropy(1, { classWeights: [1, 1] }), [[inf, 0]], [inf], [nan, nan]],
    ["crossEntropy", entropy(0, { classWeights: [1, 1] }), [[inf, 0]], [nan], [nan, nan]],
    ["variance", (x) => ops.variance(x), [1, inf, 2], [nan], [-inf, nan, -inf]],
    ["pow of 0", (p) => ops.pow(0, p), [-2, -0, 0.5, nan], [inf, 1, 0, nan], [-inf, 0, 0, nan]],
  ])("%s", (_name, op, x, y, slope) => {
    expect(slopes(op, x)).toEqual({ y, slope });
  });

  // PyTorch's losses and gradients are NaN.
  it.each([[[-inf, -inf]], [[inf, 0]], [[0, nan]]])("a row %j whose label has weight 0 counts nothing", (row) => {
    const rows = [row, [0, 0]];
    const options = { classWeights: [0, 1], reduction: "sum" } as const;
    const zeros = [0, 0, 0.5, -0.5];
    expect(slopes((x) => ops.crossEntropy(x, [0, 1], options), rows)).toEqual({ y: [Math.LN2], slope: zeros });
    const { y, slope } = slopes((x) => ops.nll(x, [0, 1], options), [row, [-1, -2]]);
    expect([...y, ...slope.map((d) => d + 0)]).toEqual([2, 0, 0, 0, -1]);
  });
});
