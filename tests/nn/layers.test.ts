/** @file Every layer has the parameter names, layouts and output shapes of PyTorch, and errors that name it. */

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

const x = tensor([
  [1, -2, 3],
  [0, 4, -6],
]);

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
