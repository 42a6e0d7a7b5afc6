/** @file The ops give the right number also where a formula as printed would overflow, cancel or divide 0 by 0. */

import { describe, expect, it } from "vitest";
import type { Floats } from "../../src/array/floats.ts";
import { Random, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import * as ops from "../../src/autograd/ops/index.ts";

const leaf = (values: number[] | number[][]): Tensor => tensor(values, { requiresGrad: true });

/** y and dy/dx at each x, in Float32. */
function at(op: (x: Tensor) => Tensor, values: number[]): { y: number[]; slope: number[] } {
  const x = leaf(values);
  const y = op(x);
  sum(y).backward();
  return { y: Array.from(y.data), slope: Array.from(x.grad ?? []) };
}

describe("activations are exact at ±10,000", () => {
  it.each<[string, (x: Tensor) => Tensor, number[], number[]]>([
    ["tanh", ops.tanh, [-1, 1], [0, 0]],
    ["sigmoid", ops.sigmoid, [0, 1], [0, 0]],
    ["relu", ops.relu, [0, 1e4], [0, 1]],
    ["leakyRelu", (x) => ops.leakyRelu(x, 0.5), [-5e3, 1e4], [0.5, 1]],
    ["elu", ops.elu, [-1, 1e4], [0, 1]],
    ["gelu", ops.gelu, [-0, 1e4], [0, 1]],
    ["gelu by tanh", (x) => ops.gelu(x, { approximate: "tanh" }), [-0, 1e4], [0, 1]],
    ["silu", ops.silu, [-0, 1e4], [0, 1]],
    ["softplus", ops.softplus, [0, 1e4], [0, 1]],
  ])("%s", (_name, op, y, slope) => {
    const found = at(op, [-1e4, 1e4]);
    expect(found.y.map((value) => value + 0)).toEqual(y.map((value) => value + 0));
    expect(found.slope.map((value) => value + 0)).toEqual(slope);
  });

  it("softplus keeps the small values that 1 + eˣ rounds away", () => {
    expect(at(ops.softplus, [-30]).y[0] / Math.exp(-30)).toBeCloseTo(1, 6);
  });

  it("relu passes the gradient on at NaN, as PyTorch does", () => {
    expect(at(ops.relu, [Number.NaN, 0, -1])).toEqual({ y: [Number.NaN, 0, 0], slope: [1, 0, 0] });
  });

  it("relu of −Infinity is 0", () => {
    expect(at(ops.relu, [-Infinity, Infinity])).toEqual({ y: [0, Infinity], slope: [0, 1] });
  });

  it("a NaN is passed on, never turned into a number", () => {
    const activations = [ops.relu, ops.leakyRelu, ops.elu, ops.gelu, ops.silu, ops.softplus, ops.tanh, ops.sigmoid];
    for (const op of activations) expect(at(op, [Number.NaN]).y).toEqual([Number.NaN]);
    expect(ops.max(tensor([1, Number.NaN, 2])).item()).toBeNaN();
    expect(ops.min(tensor([1, Number.NaN, 2])).item()).toBeNaN();
    expect(Array.from(ops.maximum(tensor([1, Number.NaN]), tensor([Number.NaN, 1])).data)).toEqual([
      Number.NaN,
      Number.NaN,
    ]);
  });
});

describe("softmax and its relatives", () => {
  it("do not overflow at logits of 10,000", () => {
    const logits = [1e4, 1e4 - 1, -1e4];
    const p = 1 / (1 + Math.exp(-1));
    const [first, second, third] = at((x) => ops.softmax(x), logits).y;
    expect([first, second, third].map((value) => Math.fround(value))).toEqual([p, 1 - p, 0].map(Math.fround));
    expect(at((x) => ops.logSoftmax(x), logits).y[1]).toBeCloseTo(Math.log(1 - p), 6);
    expect(at((x) => ops.logSumExp(x), logits).slope[0]).toBeCloseTo(p, 6);
  });

  it("the cross entropy of a hopeless logit is its distance, with a gradient of ±1", () => {
    const logits = leaf([[1e4, -1e4]]);
    const loss = ops.crossEntropy(logits, [1]);
    loss.backward();
    expect(loss.item()).toBe(2e4);
    expect(Array.from(logits.grad ?? [])).toEqual([1, -1]);
  });

  it("the binary cross entropy of a hopeless logit is its distance too", () => {
    const logits = leaf([1e4, -1e4]);
    const loss = ops.binaryCrossEntropyWithLogits(logits, tensor([0, 1]), { reduction: "sum" });
    loss.backward();
    expect(loss.item()).toBe(2e4);
    expect(Array.from(logits.grad ?? [])).toEqual([1, -1]);
  });

  it("logSumExp of −Infinity only is −Infinity, with gradient 0", () => {
    expect(at((x) => ops.logSumExp(x), [-Infinity, -Infinity])).toEqual({ y: [-Infinity], slope: [0, 0] });
  });
});

describe("sums", () => {
  it("are accumulated in f64: a million tenths in Float32 are off by less than one rounding", () => {
    const tenths = tensor(new Float32Array(1_000_000).fill(0.1));
    expect(ops.sum(tenths).item()).toBe(Math.fround(1_000_000 * Math.fround(0.1)));
    expect(ops.mean(tenths).item()).toBe(Math.fround(0.1));
  });

  it("variance takes the mean away first: numbers around 10,000 with variance 1e-2", () => {
    const values = Array.from({ length: 1000 }, (_, i) => 1e4 + (i % 2 === 0 ? 0.125 : -0.125));
    expect(ops.variance(tensor(values), 0, { correction: 0 }).item()).toBe(0.015625);
  });

  it("the sum of nothing is 0, also along one axis", () => {
    expect(Array.from(ops.sum(tensor(new Float32Array(0), { shape: [2, 0] }), 1).data)).toEqual([0, 0]);
  });

  it("over no axes are the numbers themselves", () => {
    expect(Array.from(ops.sum(tensor([1, 2]), []).data)).toEqual([1, 2]);
  });
});

describe("dropout", () => {
  const ones = (): Tensor => leaf(Array.from({ length: 10_000 }, () => 1));

  it("drops a share p and scales the rest so that the mean stays", () => {
    const y = ops.dropout(ones(), 0.25, { random: new Random(5) });
    const dropped = Array.from(y.data).filter((value) => value === 0).length;
    expect(Math.abs(dropped - 2500)).toBeLessThan(150);
    expect(new Set(y.data)).toEqual(new Set([0, Math.fround(4 / 3)]));
  });

  it("passes gradients exactly where it passed values", () => {
    const x = ones();
    const y = ops.dropout(x, 0.5, { random: new Random(5) });
    sum(y).backward();
    expect(x.grad).toEqual(y.data);
  });

  it("repeats with the same seed and differs with another", () => {
    const draw = (seed: number) => ops.dropout(ones(), 0.5, { random: new Random(seed) }).data;
    expect(draw(1)).toEqual(draw(1));
    expect(draw(1)).not.toEqual(draw(2));
  });

  it("is the identity outside training, and 0 everywhere at p = 1", () => {
    const x = leaf([1, 2]);
    expect(ops.dropout(x, 0.5, { random: new Random(1), training: false })).toBe(x);
    expect(Array.from(ops.dropout(x, 1, { random: new Random(1) }).data)).toEqual([0, 0]);
  });
});

describe("a class of weight 0 counts nothing in a cross entropy", () => {
  it.each([0, 0.1])("even if its logit is −Infinity, with label smoothing %f", (labelSmoothing) => {
    const logits = leaf([[1, 2, -Infinity]]);
    const loss = ops.crossEntropy(logits, [0], { classWeights: [1, 1, 0], labelSmoothing });
    loss.backward();
    expect(Number.isFinite(loss.item())).toBe(true);
    expect(Array.from(logits.grad ?? []).every(Number.isFinite)).toBe(true);
  });
});

it("the gradient of a tiny divisor is 0 where the dividend is", () => {
  const b = leaf([1e-40, -1e-44]);
  sum(ops.div(tensor([0, 0]), b)).backward();
  expect(Array.from(b.grad ?? [], Math.abs)).toEqual([0, 0]);
});

it("the gradient of x / x is 0", () => {
  const random = new Random(1);
  const x = Array.from({ length: 100 }, () => random.normal());
  expect(at((x) => ops.div(x, x), x).slope).toEqual(new Array(100).fill(0));
});

describe("cross entropy with weights and smoothing", () => {
  it.each([
    [[1e39, 1, 0], 0, "mean"],
    [[1e39, 1, 0], 0.1, "mean"],
    [[1e39, 2e39, 1e39], 1, "mean"],
    [[1e50, 1e50, 1e50], 0, "mean"],
    [[1e-50, 2e-50, 1e-50], 0.1, "mean"],
    [[1e30, 1, 1e39], 0, "sum"],
  ] as const)(
    "has finite gradients at the weights %j, smoothing %d, by %s",
    (classWeights, labelSmoothing, reduction) => {
      const [narrow, wide] = (["float32", "float64"] as const).map((dtype) => {
        const x = tensor([[1, 2, 3], [3, 1, 0], [0, 0, 0]], { dtype, requiresGrad: true }); // biome-ignore format: rows
        ops.crossEntropy(x, [0, 1, 1], { classWeights, labelSmoothing, reduction }).backward();
        return Array.from(x.grad as Floats);
      });
      const most = Math.max(...wide.map(Math.abs));
      expect(most).toBeGreaterThan(0);
      for (const [i, dx] of narrow.entries()) expect(Math.abs(dx - wide[i]) / most).toBeLessThan(1e-6);
    },
  );

  it("divides by the weights in f64, even where they add up to the number of rows", () => {
    const x = leaf([[-1, -2], [-1, -2], [-1, -2]]); // biome-ignore format: rows
    const [first, second] = [1.0625, 0.96875];
    ops.nll(x, [0, 1, 1], { classWeights: [first, second] }).backward();
    expect(x.grad?.[0]).toBe(Math.fround(-first * (1 / 3)));
  });

  it("gives nll finite gradients at the weights 1e50", () => {
    const x = leaf([[-1, -2]]);
    ops.nll(x, [0], { classWeights: [1e50, 1] }).backward();
    expect(Array.from(x.grad as Floats, (dx) => dx + 0)).toEqual([-1, 0]);
  });

  it.each([Float32Array, Float64Array])("keeps the digits beside a logit of −1e8 in %o", (Kind) => {
    const x = tensor(Kind.of(-1e8, 0, 1), { shape: [1, 3], requiresGrad: true });
    const loss = ops.crossEntropy(x, [0], { classWeights: [0, 1, 1], labelSmoothing: 0.5, reduction: "sum" });
    expect(loss.item()).toBeCloseTo(0.271087, 6);
    loss.backward();
    for (const [i, expected] of [0, -0.0770195, 0.0770195].entries()) expect(x.grad?.[i]).toBeCloseTo(expected, 6);
  });

  it("keeps ln 2 of two equal logits of 1e16 in Float64", () => {
    const x = tensor([[1e16, 1e16]], { dtype: "float64" });
    expect(ops.crossEntropy(x, [0]).item()).toBe(Math.LN2);
    expect(ops.crossEntropy(x, [0], { classWeights: [1, 1] }).item()).toBe(Math.LN2);
  });
});

describe("the gradient of an element that is used a million times, 0.1 each, is 100,000", () => {
  const million = 1_000_000;
  const tenth = tensor([0.1]);
  const one = (): Tensor => tensor([1], { requiresGrad: true });
  /** The sum of a million tenths as Float32 holds them, rounded once. */
  const expected = Math.fround(million * Math.fround(0.1));

  it.each<[string, (w: Tensor) => Tensor]>([
    ["embedding", (w) => ops.embedding(ops.reshape(w, [1, 1]), new Int32Array(million))],
    ["gather", (w) => ops.gather(w, 0, new Int32Array(million))],
    ["broadcasting along two axes", (w) => ops.expand(ops.reshape(w, [1, 1]), [1000, 1000])],
    ["broadcasting in arithmetic", (w) => ops.add(w, tensor(new Float32Array(million), { shape: [1000, 1000] }))],
  ])("%s", (_name, use) => {
    const w = one();
    sum(ops.mul(use(w), tenth)).backward();
    expect(w.grad?.[0]).toBe(expected);
  });

  it("the bias of a convolution, also where large parts cancel", () => {
    const image = tensor(new Float32Array(4 * 250_000), { shape: [4, 1, 500, 500] });
    const [weight, bias] = [ops.reshape(tensor([0]), [1, 1, 1, 1]), one()];
    const y = ops.conv2d(image, weight, bias);
    y.backward({ seed: new Float32Array(million).fill(0.1) });
    expect(bias.grad?.[0]).toBe(expected);
    bias.zeroGrad();
    const halves = Float32Array.from(
      { length: million },
      (_, i) => (i < 500_000 ? 123.456 : -123.456) + (i % 2) / 1024,
    );
    const exact = halves.reduce((total, value) => total + value, 0);
    ops.conv2d(image, weight, bias).backward({ seed: halves });
    expect(bias.grad?.[0]).toBe(Math.fround(exact));
  });
});

it("pad keeps the sign of a zero that it fills with", () => {
  expect(Array.from(ops.pad(leaf([2]), [[1, 1]], -0).data)).toEqual([-0, 2, -0]);
});
