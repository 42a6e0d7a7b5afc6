/** @file Steps and backward passes that throw and change nothing, and mistakes with data and files. */

import { describe, expect, it } from "vitest";
import { add, mul, ones, Random, sum, type Tensor, tensor } from "../../src/autograd/index.ts";
import { saveWeightsFile } from "../../src/checkpoint/files/saveWeightsFile.ts";
import { encodeCheckpoint, loadWeights, restoreRun } from "../../src/checkpoint/index.ts";
import { dataset, Loader, split, twoMoons } from "../../src/data/index.ts";
import { Linear } from "../../src/nn/index.ts";
import { adam, centralize, lbfgs, muon, Optimizer, type Rule, radam, sam, sgd } from "../../src/optim/index.ts";
import { stepped } from "../support/stepped.ts";

const wrong = (value: unknown): never => value as never;

const linear = (): Linear => new Linear(3, 2, { random: new Random(1) });

describe("a mistake with data or files is an error that says what was given and what is needed", () => {
  const cases: [what: string, call: () => unknown, message: string | RegExp][] = [
    [
      "a batch size of 0",
      () => new Loader(twoMoons(4, { random: new Random(1) }), { batch: 0 }),
      "Loader: batch must be an integer >= 1, got 0",
    ],
    [
      "tensor for new Tensor",
      () => tensor(wrong(twoMoons(4, { random: new Random(1) }).inputs)),
      "tensor: the values must be numbers, got an NdArray; use new Tensor(x)",
    ],
    [
      "inputs that are not a tensor yet",
      () => linear().forward(wrong(twoMoons(4, { random: new Random(1) }).inputs)),
      "linear: the input must be a tensor, got an object of class NdArray; use new Tensor(x)",
    ],
    [
      "a split without a generator",
      () => split(twoMoons(4, { random: new Random(1) }), [2, 2], { random: wrong(undefined) }),
      "split: random must be a generator, such as new Random(1), got undefined",
    ],
    [
      "data without a generator",
      () => twoMoons(100, { random: wrong(100) }),
      "twoMoons: random must be a generator, such as new Random(1), got 100",
    ],
    [
      "examples in rows",
      () => dataset("mine", wrong([[1], [2]]), [2, 1], [0, 1], 2),
      "mine: inputs must be a Float32Array or Float64Array, got an array of 2",
    ],
    [
      "the model where the file's name belongs",
      () => saveWeightsFile(wrong(linear()), wrong("model.safetensors")),
      "the path of a file must be a string and the first argument, got an object of class Linear",
    ],
    [
      "the file's name where its contents belong",
      () => restoreRun({ model: linear() }, wrong("run.safetensors")),
      'restoreRun: needs the result of loadCheckpoint(path), got "run.safetensors"',
    ],
    [
      "a checkpoint as weights",
      () => loadWeights(linear(), encodeCheckpoint({ model: linear(), step: 0 }), { file: "run" }),
      "run: file: needs weights only, got a checkpoint of a run; loadCheckpoint and restoreRun take it",
    ],
    [
      "an ArrayBuffer, as fetch gives it, for its bytes",
      () => loadWeights(linear(), wrong(new ArrayBuffer(9))),
      "weights: the bytes must be a Uint8Array, got an object of class ArrayBuffer; pass new Uint8Array(buffer)",
    ],
    [
      "a table for weights",
      () => loadWeights(linear(), new TextEncoder().encode("x,y,kind\n1,2,0"), { file: "iris.csv" }),
      "iris.csv: header: needs { at its start, as in a safetensors file, got byte 49",
    ],
    [
      "the generator where the number of examples belongs",
      () => twoMoons(wrong(new Random(1)), { random: new Random(1) }),
      "twoMoons: the number of examples must be an integer >= 1, got an object of class Random",
    ],
    [
      "a loader of nothing",
      () => new Loader(wrong(undefined), { batch: 1 }),
      "Loader: needs a data set, got undefined; twoMoons(400, { random }) returns one",
    ],
  ];

  it.each(cases)("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});

describe("a result that no longer belongs to the weights is refused by backward", () => {
  const message =
    /^backward: linear needs its input weight as it was, but it was changed in place since; call backward before the optimizer's step/;
  const changes: [what: string, change: (layer: Linear) => void][] = [
    [
      "a step of the optimizer",
      (layer) => void stepped(() => new Optimizer(layer.parameters(), radam()), layer.parameters()),
    ],
    ["loadStateDict", (layer) => layer.loadStateDict(linear().stateDict())],
    ["assign", (layer) => layer.weight.assign(new Float32Array(6))],
    ["assign to a view of the same numbers", (layer) => layer.weight.detach().assign(new Float32Array(6))],
  ];

  it.each(changes)("after %s", (_, change) => {
    const layer = linear();
    layer.namedParameters();
    const loss = sum(layer.forward(ones([1, 3])));
    change(layer);
    layer.zeroGrad();
    expect(() => loss.backward()).toThrow(message);
    expect(layer.weight.grad).toBeNull();
  });
});

describe("a step that throws changes no weight and counts nothing", () => {
  const bias = (): Tensor => tensor([3], { requiresGrad: true });
  const kernel = (): Tensor => tensor([[1, -2]], { requiresGrad: true });
  const nan = (param: Tensor): void => {
    param.grad = new Float32Array(param.size).fill(Number.NaN);
  };
  /** The closure of a step whose loss breaks down at its n-th evaluation. */
  const breaksAt = (n: number, params: readonly Tensor[]): (() => number) => {
    let evaluations = 0;
    return () => {
      if (++evaluations === n) throw new Error("the loss broke down");
      const loss = params.map((param) => sum(mul(param, param))).reduce((a, b) => add(a, b));
      loss.backward();
      return loss.item();
    };
  };
  const cases: [
    what: string,
    rule: Rule,
    params: Tensor[],
    step: (optimizer: Optimizer, params: Tensor[]) => void,
    message: string,
  ][] = [
    [
      "NaN in the last gradient",
      adam(),
      [kernel(), bias()],
      (optimizer, [first, last]) => {
        first.grad = new Float32Array(2).fill(1);
        nan(last);
        optimizer.step();
      },
      "adam: the gradient of 1 is NaN at index 0 at step 1",
    ],
    [
      "a rule that refuses the last parameter",
      muon(),
      [kernel(), bias()],
      (optimizer, params) => {
        for (const param of params) param.grad = new Float32Array(param.size).fill(1);
        optimizer.step();
      },
      "muon: a parameter must have at least 2 axes, got shape [1]",
    ],
    [
      "a wrapper that refuses the last parameter",
      centralize(sgd(), { outputAxis: 2 }),
      [tensor([[[1, 2]]], { requiresGrad: true }), kernel()],
      (optimizer, params) => {
        for (const param of params) param.grad = new Float32Array(param.size).fill(1);
        optimizer.step();
      },
      "centralize: outputAxis must be an axis of [1,2], got 2",
    ],
    [
      "a loss that throws",
      sgd(),
      [kernel()],
      (optimizer, params) => optimizer.step(breaksAt(1, params)),
      "the loss broke down",
    ],
    [
      "a loss that throws beside θ",
      sam(sgd()),
      [kernel()],
      (optimizer, params) => optimizer.step(breaksAt(2, params)),
      "the loss broke down",
    ],
    [
      "one that throws in a line search",
      lbfgs(),
      [kernel()],
      (optimizer, params) => optimizer.step(breaksAt(2, params)),
      "the loss broke down",
    ],
  ];

  it.each(cases)("%s", (_, rule, params, step, message) => {
    const before = params.map(({ data }) => [...data]);
    const optimizer = new Optimizer(params, rule);
    expect(() => step(optimizer, params)).toThrow(message);
    expect(params.map(({ data }) => [...data])).toEqual(before);
    expect([optimizer.stepCount, ...optimizer.parameterStates().map(({ t }) => t)]).toEqual([
      0,
      ...params.map(() => 0),
    ]);
    expect(params.map(({ version }) => version)).toEqual(params.map(() => 0));
  });
});
