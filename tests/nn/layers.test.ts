/**
 * @file Every layer: PyTorch's parameter names and layouts, shapes, values worked out by hand, training against eval.
 */

import { describe, expect, it } from "vitest";
import { Random, randn, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import * as nn from "../../src/nn/index.ts";
import { Module } from "../../src/nn/index.ts";

const random = () => new Random(1);

interface Row {
  layer: Module;
  parameters: Record<string, number[]>;
  buffers?: Record<string, number[]>;
  from: number[];
  to: number[];
  described: string;
}

/** torch.nn's names, layouts and output shapes for the same constructor arguments. */
const rows: Row[] = [
  {
    layer: new nn.Linear(3, 2, { random: random() }),
    parameters: { weight: [2, 3], bias: [2] },
    from: [5, 3],
    to: [5, 2],
    described: "3 → 2",
  },
  {
    layer: new nn.Linear(3, 2, { random: random(), bias: false }),
    parameters: { weight: [2, 3] },
    from: [4, 5, 3],
    to: [4, 5, 2],
    described: "3 → 2, no bias",
  },
  {
    layer: new nn.Conv2d(4, 6, [3, 2], { random: random(), stride: [2, 1], padding: [1, 0], groups: 2 }),
    parameters: { weight: [6, 2, 3, 2], bias: [6] },
    from: [5, 4, 7, 7],
    to: [5, 6, 4, 6],
    described: "4 → 6, 3×2",
  },
  {
    layer: new nn.Conv2d(1, 2, 3, { random: random(), dilation: 2, bias: false }),
    parameters: { weight: [2, 1, 3, 3] },
    from: [1, 1, 6, 5],
    to: [1, 2, 2, 1],
    described: "1 → 2, 3×3",
  },
  {
    layer: new nn.BatchNorm1d(3),
    parameters: { weight: [3], bias: [3] },
    buffers: { running_mean: [3], running_var: [3], num_batches_tracked: [] },
    from: [4, 3, 5],
    to: [4, 3, 5],
    described: "3",
  },
  {
    layer: new nn.BatchNorm2d(3),
    parameters: { weight: [3], bias: [3] },
    buffers: { running_mean: [3], running_var: [3], num_batches_tracked: [] },
    from: [2, 3, 4, 5],
    to: [2, 3, 4, 5],
    described: "3",
  },
  {
    layer: new nn.LayerNorm([3, 4]),
    parameters: { weight: [3, 4], bias: [3, 4] },
    from: [2, 3, 4],
    to: [2, 3, 4],
    described: "3×4",
  },
  {
    layer: new nn.Dropout(0.25, { random: random() }),
    parameters: {},
    from: [2, 3],
    to: [2, 3],
    described: "p = 0.25",
  },
  { layer: new nn.Flatten(), parameters: {}, from: [2, 3, 4], to: [2, 12], described: "" },
  { layer: new nn.MaxPool2d(2), parameters: {}, from: [1, 2, 4, 6], to: [1, 2, 2, 3], described: "2×2" },
  {
    layer: new nn.AvgPool2d([2, 3], { stride: 1, padding: [1, 0] }),
    parameters: {},
    from: [1, 2, 4, 6],
    to: [1, 2, 5, 4],
    described: "2×3",
  },
  { layer: new nn.LeakyReLU(0.2), parameters: {}, from: [2, 3], to: [2, 3], described: "slope 0.2" },
  { layer: new nn.ELU(), parameters: {}, from: [2, 3], to: [2, 3], described: "α 1" },
  { layer: new nn.Softmax(0), parameters: {}, from: [2, 3], to: [2, 3], described: "axis 0" },
  ...[nn.ReLU, nn.GELU, nn.SiLU, nn.Tanh, nn.Sigmoid, nn.Softplus].map((Activation) => ({
    layer: new Activation(),
    parameters: {},
    from: [2, 3],
    to: [2, 3],
    described: "",
  })),
];

const shapesOf = (named: [string, Tensor][]) => Object.fromEntries(named.map(([name, { shape }]) => [name, shape]));

describe("every layer", () => {
  it.each(rows.map((row) => ({ ...row, name: `${row.layer.constructor.name} ${row.described}` })))(
    "$name has PyTorch's names and layouts, and its output's shape",
    ({ layer, parameters, buffers = {}, from, to, described }) => {
      expect(shapesOf(layer.namedParameters())).toEqual(parameters);
      expect(shapesOf(layer.namedBuffers())).toEqual(buffers);
      expect(layer.parameters().every(({ requiresGrad }) => requiresGrad)).toBe(true);
      const y = layer.forward(randn(from, { random: random() }));
      expect(y.shape).toEqual(to);
      expect(layer.describe()).toBe(described);
      if (layer.parameters().length === 0) return;
      sum(y).backward();
      for (const [name, { grad }] of layer.namedParameters()) expect(grad, `${name} takes part`).not.toBeNull();
    },
  );

  it("is among the rows above", () => {
    const layers = Object.entries(nn)
      .filter(([, value]) => typeof value === "function" && value.prototype instanceof Module)
      .map(([name]) => name);
    const tested = new Set(rows.map(({ layer }) => layer.constructor.name));
    const elsewhere = ["Embedding", "Sequential"];
    expect(layers.filter((name) => !tested.has(name)).sort()).toEqual(elsewhere);
  });
});

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

describe("a layer's errors name the layer", () => {
  it.each<[what: string, call: () => unknown, message: string]>([
    [
      "an image without batch",
      () => new nn.BatchNorm2d(2).forward(randn([2, 3, 3], { random: random() })),
      "BatchNorm2d: input must have 4 axes, [batch, channels, height, width], got [2,3,3]",
    ],
    [
      "an image",
      () => new nn.BatchNorm1d(2).forward(randn([1, 2, 3, 3], { random: random() })),
      "BatchNorm1d: input must have 2 or 3 axes, [batch, channels] or [batch, channels, length], got [1,2,3,3]",
    ],
    [
      "a single number",
      () => new nn.Flatten().forward(tensor(1)),
      "Flatten: input must be [batch, …], got a single number",
    ],
    [
      "a kernel of no size",
      () => new nn.Conv2d(1, 2, 0, { random: random() }),
      "Conv2d: kernelSize must be a whole number, 1 or more, or two of them, got 0",
    ],
    [
      "negative padding",
      () => new nn.Conv2d(1, 2, 3, { random: random(), padding: [0, -1] }),
      "Conv2d: padding must be a whole number, 0 or more, or two of them, got [0,-1]",
    ],
    [
      "a window of no size",
      () => new nn.AvgPool2d([2, 0.5]),
      "AvgPool2d: kernelSize must be a whole number, 1 or more, or two of them, got [2,0.5]",
    ],
    ["no stride", () => new nn.MaxPool2d(2, { stride: 0 }), "MaxPool2d: stride must be a whole number, 1 or more"],
    ["features of no size", () => new nn.LayerNorm([3, 0]), "LayerNorm: features must be an integer >= 1, got 0"],
    [
      "a list of layers in place of layers",
      () => new nn.Sequential([new nn.ReLU()] as never),
      "Sequential: argument 0 must be a layer, got an array of 1; pass layers, such as new Sequential(new Flatten(), new ReLU())",
    ],
    [
      "a function in place of a layer",
      () => new nn.Sequential(new nn.Flatten(), ((y: Tensor) => y) as never),
      "Sequential: argument 1 must be a layer, got a function; pass layers",
    ],
    [
      "a batch whose trouble lies deeper",
      () => new nn.Sequential(new nn.ReLU(), new nn.Sequential(new nn.Flatten(), new nn.BatchNorm1d(4))).forward(x),
      "in layer 1 (Sequential): in layer 1 (BatchNorm1d 4): batchNorm: weight must be [3] for input [2,3], got [4]",
    ],
  ])("%s", (_what, call, message) => {
    expect(call).toThrow(message);
  });
});
