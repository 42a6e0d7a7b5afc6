/** @file The values of every layer, worked out by hand, in training and after eval(). */

import { describe, expect, it } from "vitest";
import { Random, randn, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import type { Module } from "../../src/nn/index.ts";
import * as nn from "../../src/nn/index.ts";

const random = () => new Random(1);

const shapesOf = (named: [string, Tensor][]) => Object.fromEntries(named.map(([name, { shape }]) => [name, shape]));

/** A layer with its parameters set to given numbers. */
function withValues<T extends Module>(layer: T, values: Record<string, number[]>): T {
  for (const [name, parameter] of layer.namedParameters()) if (name in values) parameter.assign(values[name]);
  return layer;
}

const x = tensor([
  [1, -2, 3],
  [0, 4, -6],
]);

describe("values computed by hand", () => {
  it("Linear: rows of the weight are outputs", () => {
    const layer = withValues(new nn.Linear(3, 2, { random: random() }), {
      weight: [1, 2, 3, 0, -1, 1],
      bias: [10, 20],
    });
    expect([...layer.forward(x).data]).toEqual([1 - 4 + 9 + 10, 2 + 3 + 20, 8 - 18 + 10, -4 - 6 + 20]);
  });

  it("Conv2d: the kernel is not flipped, stride, padding and dilation are passed on", () => {
    const image = tensor(
      Float32Array.from({ length: 16 }, (_, i) => i),
      { shape: [1, 1, 4, 4] },
    );
    const layer = withValues(new nn.Conv2d(1, 1, 2, { random: random(), stride: 2, padding: 1, dilation: 3 }), {
      weight: [1, 10, 100, 1000],
      bias: [0.5],
    });
    // Corners of 4×4 windows over the padded 6×6 image: rows −1 and 2, or 1 and 4; likewise columns.
    expect([...layer.forward(image).data]).toEqual([10_000.5, 900.5, 60.5, 5.5]);
  });

  it("BatchNorm: (x − μ) / √(σ² + ε) of each channel, then weight and bias", () => {
    const layer = withValues(new nn.BatchNorm1d(2, { eps: 0, momentum: 0.5 }), { weight: [1, 10], bias: [0, 3] });
    const batch = tensor([
      [1, 7],
      [3, 5],
    ]);
    expect([...layer.forward(batch).data]).toEqual([-1, 13, 1, -7]);
    // Half the old 0 and 1, half the batch's mean (2, 6) and unbiased variance (2, 2).
    expect([...layer.runningMean.data]).toEqual([1, 3]);
    expect([...layer.runningVariance.data]).toEqual([1.5, 1.5]);
    expect(layer.numBatchesTracked.item()).toBe(1);
  });

  it.each([
    ["NaN", Number.NaN],
    ["a value whose square a Float32 cannot hold", 1e30],
  ])("BatchNorm ignores a batch with %s, so that skipping its step is enough", (_, broken) => {
    for (const momentum of [0.1, null]) {
      const [layer, other] = [new nn.BatchNorm1d(2, { momentum }), new nn.BatchNorm1d(2, { momentum })];
      const good = randn([8, 2], { random: random() });
      other.forward(good);
      const bad = randn([8, 2], { random: random() });
      bad.data[3] = broken;
      const running = () =>
        [layer.runningMean, layer.runningVariance, layer.numBatchesTracked].map(({ data }) => [...data]);
      const y = layer.forward(bad);
      expect(running()).toEqual([[0, 0], [1, 1], [0]]);
      if (Number.isNaN(broken)) expect(y.data.filter(Number.isNaN).length).toBe(8);
      layer.forward(good);
      expect(running()).toEqual(
        [other.runningMean, other.runningVariance, other.numBatchesTracked].map(({ data }) => [...data]),
      );
    }
  });

  it("BatchNorm counts used batches, not refused ones, also beyond 2²⁴", () => {
    const layer = new nn.BatchNorm1d(2);
    expect(() => layer.forward(tensor([[1, 2]]))).toThrow(
      "batchNorm: training needs 2 or more values a channel, got 1 in [1,2]; call eval()",
    );
    expect(layer.numBatchesTracked.item()).toBe(0);
    layer.numBatchesTracked.assign([2 ** 24]);
    layer.forward(
      tensor([
        [1, 2],
        [3, 4],
      ]),
    );
    expect(layer.numBatchesTracked.item()).toBe(2 ** 24 + 1);
  });

  it("LayerNorm: the same of each row", () => {
    const layer = withValues(new nn.LayerNorm(2, { eps: 0 }), { weight: [1, 10], bias: [0, 3] });
    expect([...layer.forward(tensor([[1, 3]])).data]).toEqual([-1, 13]);
    expect([...layer.forward(tensor([[7, 5]])).data]).toEqual([1, -7]);
    const soft = new nn.LayerNorm(2, { eps: 3 });
    expect([...soft.forward(tensor([[1, 3]])).data]).toEqual([-0.5, 0.5]);
  });

  it("Embedding: rows by index, for indices of any shape", () => {
    const layer = withValues(new nn.Embedding(3, 2, { random: random() }), { weight: [0, 1, 10, 11, 20, 21] });
    expect(shapesOf(layer.namedParameters())).toEqual({ weight: [3, 2] });
    expect(layer.describe()).toBe("3 × 2");
    const y = layer.forward(tensor([[2, 0, 2]]));
    expect(y.shape).toEqual([1, 3, 2]);
    expect([...y.data]).toEqual([20, 21, 0, 1, 20, 21]);
    sum(y).backward();
    expect([...(layer.weight.grad ?? [])]).toEqual([1, 1, 0, 0, 2, 2]);
  });

  it("MaxPool2d and AvgPool2d: windows of their size, at their stride, in their padding", () => {
    const image = tensor([
      [
        [
          [1, 2, 5],
          [3, 4, 0],
          [-1, 8, 6],
        ],
      ],
    ]);
    expect([...new nn.MaxPool2d(2, { stride: 1 }).forward(image).data]).toEqual([4, 5, 8, 8]);
    expect([...new nn.MaxPool2d(3, { padding: 1 }).forward(image).data]).toEqual([4]);
    expect([...new nn.AvgPool2d(2).forward(image).data]).toEqual([2.5]);
    const padded = { padding: 1, stride: 3 };
    expect([...new nn.AvgPool2d(2, padded).forward(image).data]).toEqual([0.25, 1.25, -0.25, 1.5]);
    expect([...new nn.AvgPool2d(2, { ...padded, countPadding: false }).forward(image).data]).toEqual([1, 5, -1, 6]);
  });

  it("activations: the op with the layer's setting", () => {
    const of = (layer: Module, value: number) => layer.forward(tensor([value], { dtype: "float64" })).data[0];
    expect(of(new nn.ReLU(), -3)).toBe(0);
    expect(of(new nn.LeakyReLU(), -3)).toBe(-0.03);
    expect(of(new nn.LeakyReLU(0.5), -3)).toBe(-1.5);
    expect(of(new nn.ELU(2), -1)).toBeCloseTo(2 * (Math.exp(-1) - 1), 12);
    expect(of(new nn.GELU(), 1)).toBeCloseTo(0.841344746068543, 12);
    expect(of(new nn.GELU({ approximate: "tanh" }), 1)).toBeCloseTo(0.841191990608276, 12);
    expect(of(new nn.SiLU(), 1)).toBeCloseTo(1 / (1 + Math.exp(-1)), 12);
    expect(of(new nn.Tanh(), 1)).toBeCloseTo(Math.tanh(1), 7);
    expect(of(new nn.Sigmoid(), 1)).toBeCloseTo(1 / (1 + Math.exp(-1)), 7);
    expect(of(new nn.Softplus(), 1)).toBeCloseTo(Math.log(1 + Math.E), 12);
    expect([
      ...new nn.Softmax().forward(
        tensor([
          [0, 0],
          [5, 5],
        ]),
      ).data,
    ]).toEqual([0.5, 0.5, 0.5, 0.5]);
    expect([
      ...new nn.Softmax(0).forward(
        tensor([
          [0, 7],
          [0, 7],
        ]),
      ).data,
    ]).toEqual([0.5, 0.5, 0.5, 0.5]);
  });
});

describe("eval", () => {
  it("makes BatchNorm use the running statistics without changing them", () => {
    const layer = new nn.BatchNorm1d(1, { eps: 0 }).eval();
    layer.runningMean.assign([2]);
    layer.runningVariance.assign([4]);
    expect([...layer.forward(tensor([[6]])).data]).toEqual([2]);
    expect([...layer.runningMean.data, ...layer.runningVariance.data, layer.numBatchesTracked.item()]).toEqual([
      2, 4, 0,
    ]);
    layer.resetRunningStatistics();
    expect([...layer.runningMean.data, ...layer.runningVariance.data]).toEqual([0, 1]);
  });

  it("makes Dropout the identity; in training it drops a share p and scales the rest", () => {
    const layer = new nn.Dropout(0.25, { random: random() });
    const ones = tensor(new Float32Array(10_000).fill(1));
    const trained = layer.forward(ones).data;
    expect(new Set(trained)).toEqual(new Set([0, Math.fround(1 / 0.75)]));
    expect(trained.filter((value) => value === 0).length / 10_000).toBeCloseTo(0.25, 1);
    expect(layer.eval().forward(ones)).toBe(ones);
    expect(layer.train().forward(ones).data).not.toEqual(ones.data);
  });

  it("changes nothing in LayerNorm", () => {
    const layer = new nn.LayerNorm(3);
    expect(layer.eval().forward(x).data).toEqual(layer.train().forward(x).data);
  });
});
