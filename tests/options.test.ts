/** @file A misspelt option, or PyTorch's positional one, is refused by name, never ignored. */

import { describe, expect, it } from "vitest";
import * as dh from "../src/index.ts";

const random = new dh.Random(1);
const x = dh.randn([2, 3], { random, requiresGrad: true });
const image = dh.randn([2, 2, 4, 4], { random });
const kernel = dh.randn([2, 1, 3, 3], { random });
const points = dh.xor(8, { random });
const loss = { reduction: "sum" };
const table = "a,b\n1,2\n3,4";

/** Every function with options: its name, a call with them, and a value for each. */
const takers: [who: string, call: (options: never) => unknown, all: Record<string, unknown>][] = [
  ["tensor", (o) => dh.tensor([1, 2], o), { requiresGrad: true, dtype: "float64", shape: [2, 1] }],
  ["zeros", (o) => dh.zeros([2], o), { requiresGrad: true, dtype: "float64" }],
  ["ones", (o) => dh.ones([2], o), { requiresGrad: true, dtype: "float64" }],
  ["full", (o) => dh.full([2], 3, o), { requiresGrad: true, dtype: "float64" }],
  ["randn", (o) => dh.randn([2], o), { random, requiresGrad: true, dtype: "float64" }],
  ["uniform", (o) => dh.uniform([2], o), { random, low: -1, high: 2, requiresGrad: true, dtype: "float64" }],
  ["sum", (o) => dh.sum(x, 0, o), { keepDims: true }],
  ["mean", (o) => dh.mean(x, 0, o), { keepDims: true }],
  ["max", (o) => dh.max(x, 0, o), { keepDims: true }],
  ["min", (o) => dh.min(x, 0, o), { keepDims: true }],
  ["logSumExp", (o) => dh.logSumExp(x, 0, o), { keepDims: true }],
  ["variance", (o) => dh.variance(x, 0, o), { keepDims: true, correction: 0 }],
  ["clamp", (o) => dh.clamp(x, o), { min: 0, max: 1 }],
  ["gelu", (o) => dh.gelu(x, o), { approximate: "tanh" }],
  ["conv2d", (o) => dh.conv2d(image, kernel, null, o), { stride: 2, padding: 1, dilation: 1, groups: 2 }],
  ["maxPool2d", (o) => dh.maxPool2d(image, 2, o), { stride: 1, padding: 1 }],
  ["avgPool2d", (o) => dh.avgPool2d(image, 2, o), { stride: 1, padding: 1, countPadding: false }],
  [
    "batchNorm",
    (o) => dh.batchNorm(x, null, null, o),
    { runningMean: dh.zeros([3]), runningVariance: dh.ones([3]), training: true, momentum: 0.5, eps: 1 },
  ],
  ["layerNorm", (o) => dh.layerNorm(x, [3], null, null, o), { eps: 1 }],
  ["crossEntropy", (o) => dh.crossEntropy(x, [0, 2], o), { ...loss, labelSmoothing: 0.1, classWeights: [1, 2, 3] }],
  ["nll", (o) => dh.nll(x, [0, 2], o), { ...loss, classWeights: [1, 2, 3] }],
  ["binaryCrossEntropyWithLogits", (o) => dh.binaryCrossEntropyWithLogits(x, dh.ones([2, 3]), o), loss],
  ["mse", (o) => dh.mse(x, x, o), loss],
  ["l1", (o) => dh.l1(x, x, o), loss],
  ["huber", (o) => dh.huber(x, x, o), { delta: 0.5, ...loss }],
  [
    "gradcheck",
    (o) => dh.gradcheck(dh.neg, [dh.ones([2], { dtype: "float64", requiresGrad: true })], o),
    { step: 1e-5, tolerance: 1e-6, seed: 2 },
  ],

  ["dropout", (o) => dh.dropout(x, 0.5, o), { random, training: true }],
  ["split", (o) => dh.split(points, [4, 4], o), { random }],
  ["drawnDigits", (o) => dh.drawnDigits(1, o), { random }],
  ["normalInit", (o) => dh.normalInit(x.detach(), o), { random, mean: 1, deviation: 2 }],
  ["uniformInit", (o) => dh.uniformInit(x.detach(), o), { random, low: -2, high: 2 }],
  ["kaimingNormal", (o) => dh.kaimingNormal(x.detach(), o), { random, gain: 1 }],
  ["kaimingUniform", (o) => dh.kaimingUniform(x.detach(), o), { random, gain: 1 }],
  ["xavierNormal", (o) => dh.xavierNormal(x.detach(), o), { random, gain: 1 }],
  ["xavierUniform", (o) => dh.xavierUniform(x.detach(), o), { random, gain: 1 }],
  ["orthogonal", (o) => dh.orthogonal(x.detach(), o), { random, gain: 1 }],

  ["Linear", (o) => new dh.Linear(2, 3, o), { random, bias: false }],
  ["Conv2d", (o) => new dh.Conv2d(2, 4, 3, o), { random, stride: 2, padding: 1, dilation: 2, groups: 2, bias: false }],
  ["BatchNorm1d", (o) => new dh.BatchNorm1d(3, o), { eps: 1, momentum: 0.5 }],
  ["BatchNorm2d", (o) => new dh.BatchNorm2d(3, o), { eps: 1, momentum: 0.5 }],
  ["LayerNorm", (o) => new dh.LayerNorm(3, o), { eps: 1 }],
  ["Dropout", (o) => new dh.Dropout(0.5, o), { random }],
  ["Embedding", (o) => new dh.Embedding(4, 3, o), { random }],
  ["MaxPool2d", (o) => new dh.MaxPool2d(2, o), { stride: 1, padding: 1 }],
  ["AvgPool2d", (o) => new dh.AvgPool2d(2, o), { stride: 1, padding: 1, countPadding: false }],

  ["Loader", (o) => new dh.Loader(points, o), { batch: 2, random, dropLast: true }],
  ["twoMoons", (o) => dh.twoMoons(4, o), { random, noise: 0 }],
  ["circles", (o) => dh.circles(4, o), { random, noise: 0 }],
  ["spiral", (o) => dh.spiral(4, o), { random, noise: 0, arms: 3, turns: 2 }],
  ["xor", (o) => dh.xor(4, o), { random, noise: 0 }],
  ["gauss", (o) => dh.gauss(4, o), { random, noise: 0 }],
  ["noisySine", (o) => dh.noisySine(4, o), { random, noise: 0 }],
  ["noisyLine", (o) => dh.noisyLine(4, o), { random, noise: 0, slope: 3, intercept: 4 }],
  [
    "parseTable",
    (o) => dh.parseTable(table, "table.csv", o),
    { separator: ",", decimal: ".", header: true, missing: [], kinds: { a: "number" } },
  ],
  [
    "Preprocessing.fit",
    (o) => dh.Preprocessing.fit(dh.parseTable(table), o),
    { target: "b", task: "regression", features: ["a"], ignore: [], rows: [0, 1] },
  ],
  [
    "prepareTable",
    (o) => dh.prepareTable(dh.parseTable(table), o),
    { random, target: "b", task: "classification", features: ["a"], ignore: [], test: 0, validation: 0 },
  ],
  [
    "prepareFolds",
    (o) => dh.prepareFolds(dh.parseTable("a,b\n1,2\n3,5\n4,7\n5,1"), o),
    { random, folds: 2, target: "b", task: "regression", features: ["a"], ignore: [] },
  ],
  ["backward", (o) => dh.mul(x, 2).backward(o), { seed: [1, 2, 3, 4, 5, 6], retainGraph: true }],
  ["Optimizer", (o) => new dh.Optimizer([x], dh.sgd(), o), { nonFinite: "skip" }],
  ["sgd", (o) => dh.sgd(o), { lr: 0.1 }],
];

describe("options", () => {
  it.each(takers)("%s accepts its options and refuses others by name", (who, call, all) => {
    expect(() => call(all as never)).not.toThrow();
    const wrong = () => call({ ...all, speling: 1 } as never);
    expect(wrong).toThrow(RangeError);
    expect(wrong).toThrow(new RegExp(`^${who}: unknown option "speling"; options: `));
    for (const name of Object.keys(all)) expect(wrong).toThrow(new RegExp(`options: .*\\b${name}\\b`));
  });

  it("as positional arguments, as in PyTorch, are refused", () => {
    expect(() => new dh.MaxPool2d(2, 2 as never)).toThrow(
      "MaxPool2d: options must be an object with stride, padding, got 2",
    );
    expect(() => new dh.Linear(2, 3, undefined as never)).toThrow(
      "Linear: options must be an object with random, bias, got undefined",
    );
    expect(() => new dh.Dropout(0.5, {} as never)).toThrow(
      "Dropout: random must be a generator, such as new Random(1), got undefined",
    );
    expect(() => new dh.Linear(2, 3, { random: 1 as never })).toThrow("Linear: random must be a generator");
  });

  it("with an invalid value are refused", () => {
    expect(() => dh.zeros([2], { dtype: "float16" as never })).toThrow(
      'zeros: dtype must be "float32" or "float64", got "float16"',
    );
  });
});
