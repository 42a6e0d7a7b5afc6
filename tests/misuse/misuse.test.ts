/**
 * @file Mistakes that users of other libraries report, one row each: a precise error here, or the result that is
 * documented.
 */

import { describe, expect, it } from "vitest";
import {
  add,
  concat,
  crossEntropy,
  dropout,
  gradcheck,
  matmul,
  mean,
  mul,
  noGrad,
  ones,
  Random,
  randn,
  record,
  reshape,
  slice,
  sum,
  Tensor,
  tensor,
  zeros,
} from "../../src/autograd/index.ts";
import { count } from "../../src/check/kinds.ts";
import { saveWeightsFile } from "../../src/checkpoint/files/saveWeightsFile.ts";
import { encodeCheckpoint, loadWeights, restoreRun } from "../../src/checkpoint/index.ts";
import { dataset, Loader, split, twoMoons } from "../../src/data/index.ts";
import { BatchNorm1d, Conv2d, Dropout, Linear, Module, Sequential } from "../../src/nn/index.ts";
import {
  adafactor,
  adam,
  adamw,
  centralize,
  clipGradNorm,
  defineRule,
  ema,
  l2,
  lbfgs,
  lookahead,
  momentum,
  muon,
  noDecay,
  Optimizer,
  type Rule,
  radam,
  sam,
  sgd,
  swa,
} from "../../src/optim/index.ts";
import { constant, cosine, newBob, stepDecay, warmup } from "../../src/schedules/index.ts";

const wrong = (value: unknown): never => value as never;
const linear = (): Linear => new Linear(3, 2, { random: new Random(1) });
const theta = [tensor([1, -2], { requiresGrad: true })];
const weight = (): Tensor => tensor([1, -2], { requiresGrad: true });

/** A parameter with a gradient, and its optimizer. */
function stepped(make: () => Optimizer, params: Tensor[]): Optimizer {
  const optimizer = make();
  for (const param of params) param.grad = new Float32Array(param.size).fill(0.5);
  optimizer.step();
  return optimizer;
}

describe("each of these mistakes is an error that says what was given and what is needed", () => {
  const cases: [what: string, call: () => unknown, message: string | RegExp][] = [
    [
      "features before the batch",
      () => linear().forward(zeros([3, 16])),
      "linear: the last axis of the input must be 3 for weight [2,3], got [3,16]",
    ],
    [
      "images with the channels last",
      () => new Conv2d(3, 8, 3, { random: new Random(1) }).forward(zeros([4, 28, 28, 3])),
      /conv2d: .*\[4,28,28,3\].* 28 channels/,
    ],
    [
      "one image without a batch",
      () => new Conv2d(1, 8, 3, { random: new Random(1) }).forward(zeros([1, 28, 28])),
      /conv2d: .*\[1,28,28\]/,
    ],
    [
      "a matrix product the wrong way round",
      () => matmul(zeros([5, 4]), zeros([3, 5])),
      "matmul: the columns of A must match the rows of B, got [5,4] and [3,5]",
    ],
    [
      "a label out of range",
      () => crossEntropy(zeros([2, 3]), [0, 3]),
      "crossEntropy: every label must be a whole number from 0 to 2, got 3 in row 1",
    ],
    [
      "labels counted from 1",
      () => crossEntropy(zeros([3, 3]), [1, 2, 3]),
      "crossEntropy: every label must be a whole number from 0 to 2, got 3 in row 2",
    ],
    [
      "a negative label",
      () => crossEntropy(zeros([2, 3]), [-1, 0]),
      "crossEntropy: every label must be a whole number from 0 to 2, got -1 in row 0",
    ],
    [
      "labels with a fraction",
      () => crossEntropy(zeros([2, 3]), [0.5, 1]),
      "crossEntropy: every label must be a whole number from 0 to 2, got 0.5 in row 0",
    ],
    [
      "one-hot labels",
      () =>
        crossEntropy(
          zeros([2, 3]),
          tensor([
            [1, 0, 0],
            [0, 1, 0],
          ]),
        ),
      /crossEntropy: .*labels/,
    ],
    [
      "too few labels",
      () => crossEntropy(zeros([2, 3]), [1]),
      "crossEntropy: the rows of [2,3] must have 2 labels, got 1",
    ],
    [
      "an empty batch",
      () => crossEntropy(zeros([0, 3]), []),
      "crossEntropy: the batch must have 1 or more rows, got none",
    ],
    ["the mean of nothing", () => mean(zeros([0])), /mean: .*\[0\]/],
    [
      "batch norm on one example",
      () => new BatchNorm1d(2).forward(zeros([1, 2])),
      "batchNorm: training needs 2 or more values a channel, got 1 in [1,2]; call eval()",
    ],
    [
      "a batch size of 0",
      () => new Loader(twoMoons(4, { random: new Random(1) }), { batch: 0 }),
      "Loader: batch must be an integer >= 1, got 0",
    ],
    [
      "an optimizer without parameters",
      () => new Optimizer([], adam()),
      "Optimizer: no parameters given; pass model.parameters()",
    ],
    [
      "the same parameter twice",
      () => {
        const w = weight();
        new Optimizer([w, w], sgd());
      },
      "Optimizer: parameter 1 is given twice",
    ],
    [
      "the same parameter in two groups",
      () => {
        const w = weight();
        new Optimizer([{ params: [w] }, { params: [w] }], sgd());
      },
      "Optimizer: parameter 1 is given twice; list it in one group",
    ],
    [
      "the model for its parameters",
      () => new Optimizer(wrong(linear()), sgd()),
      "Optimizer: params must be a list of parameters, got an object of class Linear; pass model.parameters()",
    ],
    [
      "a hyperparameter beside a group's params, as in PyTorch",
      () => new Optimizer([wrong({ params: [weight()], lr: 1 })], sgd()),
      'Optimizer: a group has params and hyper, not "lr"; give it as hyper: { lr: … }',
    ],
    [
      "something else in a group",
      () => new Optimizer([wrong({ params: [weight()], learningRate: 1 })], sgd()),
      'Optimizer: a group has params and hyper, not "learningRate"',
    ],
    [
      "the factory for its rule",
      () => new Optimizer([weight()], wrong(sgd)),
      "Optimizer: the rule must be the result of a factory, got the function create; pass adam({ lr: 1e-3 })",
    ],
    [
      "the model for its parameters, elsewhere",
      () => noDecay(wrong(linear())),
      "noDecay: params must be a list of parameters, got an object of class Linear; pass model.parameters()",
    ],
    [
      "the model for its parameters, when clipping",
      () => clipGradNorm(wrong(linear()), 1),
      "clipGradNorm: params must be a list of parameters, got an object of class Linear; pass model.parameters()",
    ],
    [
      "one tensor for gradcheck's list",
      () => gradcheck((x) => sum(x), wrong(weight())),
      "gradcheck: inputs must be a list of tensors, got an object of class Tensor; use [x]",
    ],
    [
      "a parameter that needs no gradient",
      () => new Optimizer([zeros([2])], sgd()),
      "Optimizer: parameter 0 must require a gradient; to leave frozen parameters out",
    ],
    [
      "an intermediate result as a parameter",
      () => new Optimizer([mul(weight(), 2)], sgd()),
      "Optimizer: parameter 0 must be a leaf, got a result of ops; pass the tensors it was computed from",
    ],
    ["momentum = 1", () => momentum({ mu: 1 }), "momentum: mu must be in [0, 1), got 1"],
    ["a negative learning rate", () => sgd({ lr: -0.1 }), "sgd: lr must be a finite number >= 0, got -0.1"],
    [
      "a learning rate that is not a number",
      () => sgd({ lr: Number.NaN }),
      "sgd: lr must be a finite number >= 0, got NaN",
    ],
    ["a learning rate as text", () => sgd({ lr: wrong("0.1") }), 'sgd: lr must be a finite number >= 0, got "0.1"'],
    ["beta1 = 1", () => adam({ beta1: 1 }), "adam: beta1 must be in [0, 1), got 1"],
    ["beta2 above 1", () => adam({ beta2: 1.5 }), "adam: beta2 must be in [0, 1), got 1.5"],
    [
      "PyTorch's betas",
      () => adam(wrong({ betas: [0.9, 0.999] })),
      'adam: unknown option "betas"; did you mean "beta1"? Options: lr, beta1, beta2, eps',
    ],
    [
      "Keras's learning_rate",
      () => adam(wrong({ learning_rate: 0.1 })),
      'adam: unknown option "learning_rate"; options: lr',
    ],
    ["k = 0", () => lookahead(sgd(), { k: 0 }), "lookahead: k must be an integer >= 1, got 0"],
    ["an average over every 0th step", () => swa(sgd(), { every: 0 }), "swa: every must be an integer >= 1, got 0"],
    ["a wrapper around a rule that was not called", () => ema(wrong(sgd)), "ema: the first argument must be a rule"],
    ["a wrapper that is not told how much", () => l2(sgd(), {}), "l2: l2 is missing; give it as { l2: … }"],
    [
      "SAM without a closure",
      () => stepped(() => new Optimizer([weight()], sam(sgd())), []),
      "sam(sgd): step needs a closure that computes the loss again; optimizer.step(() => {",
    ],
    [
      "a closure that returns the loss as a tensor",
      () => new Optimizer([weight()], sgd()).step(() => wrong(sum(weight()))),
      "sgd: the closure must return the loss as a number, got an object of class Tensor; return loss.item()",
    ],
    [
      "nonFinite misspelt",
      () => new Optimizer([weight()], sgd(), { nonFinite: wrong("ignore") }),
      'Optimizer: nonFinite must be one of "throw", "skip", "allow", got "ignore"',
    ],
    [
      "PyTorch's retain_graph",
      () => sum(weight()).backward(wrong({ retain_graph: true })),
      'backward: unknown option "retain_graph"; did you mean "retainGraph"? Options: seed, retainGraph',
    ],
    [
      "a seed for backward without its name",
      () => mul(weight(), 2).backward(wrong([1, 1])),
      "backward: options must be an object with seed, retainGraph, got [1,1]",
    ],
    ["a negative eps", () => adam({ eps: -1e-8 }), "adam: eps must be a finite number >= 0, got -1e-8"],
    [
      "a negative weight decay",
      () => new Optimizer([weight()], adamw({ weightDecay: -1 })),
      "adamw: weightDecay must be a finite number >= 0, got -1",
    ],
    [
      "a schedule that leaves the range",
      () => {
        const w = weight();
        stepped(() => new Optimizer([w], sgd({ lr: () => -1 })), [w]);
      },
      "sgd: lr must be a finite number >= 0, got -1",
    ],
    [
      "forgetting backward",
      () => new Optimizer([weight()], adam()).step(),
      "adam: no parameter has a gradient; call loss.backward() before step",
    ],
    [
      "an array for a batch",
      () => linear().forward(wrong([[1, 2, 3]])),
      "linear: the input must be a tensor, got an array of 1; use tensor(values)",
    ],
    [
      "forgetting the labels",
      () => crossEntropy(zeros([2, 3]), wrong(undefined)),
      /crossEntropy: the labels must be a list of one class number a row, got undefined/,
    ],
    [
      "writing into a view, which would change a copy",
      () => slice(ones([3, 2]), [[0, 1]]).assign([5, 5]),
      "assign: the tensor must own its memory, got a view of another tensor; assign to that one",
    ],
    [
      "a tensor from a tensor",
      () => tensor(wrong(ones([2]))),
      "tensor: the values must be numbers, got a tensor; use x.detach() for its numbers without history, or x.data.slice() for a copy",
    ],
    [
      "tensor for new Tensor",
      () => tensor(wrong(twoMoons(4, { random: new Random(1) }).inputs)),
      "tensor: the values must be numbers, got an NdArray; use new Tensor(x)",
    ],
    [
      "new Tensor for tensor",
      () => new Tensor(wrong([[1, 2]])),
      "Tensor: the values must be an NdArray, got an array of 1; use tensor(values)",
    ],
    [
      "inputs that are not a tensor yet",
      () => linear().forward(wrong(twoMoons(4, { random: new Random(1) }).inputs)),
      "linear: the input must be a tensor, got an object of class NdArray; use new Tensor(x)",
    ],
    [
      "record without brackets",
      () =>
        record(
          "mine",
          ones([2]),
          wrong(weight()),
          wrong(() => ones([2])),
        ),
      "record: the inputs of mine must come with their derivatives; use [x, (dy) => …]",
    ],
    [
      "axes in an object",
      () => sum(ones([2]), wrong({ axis: 0 })),
      "sum: the axes must be a number or a list of numbers, got an object",
    ],
    ["sizes one by one", () => reshape(ones([4]), wrong(2)), "reshape: the shape must be a list, got 2; use [2, 3]"],
    [
      "tensors one by one",
      () => concat(wrong(ones([2])), wrong(ones([2]))),
      "concat: the tensors must be one list, got an object of class Tensor; use concat([x, y])",
    ],
    [
      "a range without its axis",
      () => slice(ones([4]), wrong([0, 2])),
      "slice: the ranges must be a list, one for each axis, got [0,2]; use [[start, end, step], null]",
    ],
    [
      "flattening forgotten",
      () => new Linear(8, 1, { random: new Random(1) }).forward(ones([1, 2, 2, 2])),
      "linear: the last axis of the input must be 8 for weight [1,8], got [1,2,2,2]; flatten it first, new Flatten()",
    ],
    [
      "the generator for the options",
      () => new Linear(2, 3, wrong(new Random(1))),
      "Linear: options must be an object, got a generator; pass { random }",
    ],
    [
      "dropout without a generator",
      () => dropout(ones([2]), 0.5, wrong(undefined)),
      "dropout: options must be an object with random, training, got undefined",
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
      "a reducer for a schedule",
      () => sgd({ lr: wrong(newBob({ from: 0.1 })) }),
      /sgd: lr must be .*, got the function .*; follow\(…\) makes a schedule of it/,
    ],
    [
      "decay for a rule without it",
      () => adam(wrong({ weightDecay: 0.1 })),
      'adam: unknown option "weightDecay"; options: lr, beta1, beta2, eps, epsRoot, variant; adamw and sgdw have it',
    ],
    [
      "decay in a group of a rule without it",
      () => new Optimizer(noDecay([ones([2], { requiresGrad: true })]), adam()),
      /adam: unknown option "weightDecay".*l2 add it/,
    ],
    [
      "the model for a group's parameters",
      () => new Optimizer([{ params: wrong(linear()) }], sgd()),
      "Optimizer: params must be a list of parameters, got an object of class Linear; pass model.parameters()",
    ],
    [
      "a default outside its range",
      () => defineRule({ name: "mine", hyper: { k: count.or(0.5) }, init: () => ({}), update: () => {} }),
      "kind: a default must be an integer >= 1, got 0.5",
    ],
    [
      "a rule without init",
      () => defineRule(wrong({ name: "mine", hyper: {}, update: () => {} })),
      "mine: init must return the buffers, () => ({}) for none, got undefined",
    ],
    [
      "a number as a rule's state",
      () =>
        stepped(
          () =>
            new Optimizer(
              theta,
              defineRule({ name: "mine", hyper: {}, init: () => wrong({ n: 0 }), update: () => {} })(),
            ),
          theta,
        ),
      "mine: buffer n must be a Float32Array or Float64Array, got 0; use zerosLike(theta), or new Float64Array(1) for one number",
    ],
    [
      "a buffer name that is not a field",
      () =>
        new (class extends Module {
          protected override readonly bufferNames = ["running_mean"];
          forward = (x: Tensor): Tensor => x;
        })().parameters(),
      'Module.bufferNames: unknown field "running_mean"; fields: training, bufferNames',
    ],
    [
      "a custom op that returns an array",
      () => sum(record("mine", ones([2]), [weight(), (dy) => wrong(dy.data)])).backward(),
      "backward: a derivative of mine must return a tensor or an NdArray, got Float32Array of 2",
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
    [
      "a clipping that leaves nothing",
      () => adafactor({ clip: 0 }),
      "adafactor: clip must be a finite number > 0, got 0",
    ],
    ["a schedule of no steps", () => cosine(0.1, 0), "cosine: steps must be an integer >= 1, got 0"],
    [
      "a factory for its schedule",
      () => sgd({ lr: wrong(cosine) }),
      "sgd: lr must be a finite number >= 0, got the function cosine; call it",
    ],
    [
      "a factory for its schedule, inside another",
      () => warmup(3, wrong(cosine)),
      "warmup: schedule must be a schedule, such as constant(0.1), got the function cosine",
    ],
    ["a period of no steps", () => stepDecay(0.1, 0), "stepDecay: every must be an integer >= 1, got 0"],
    ["a schedule for a number", () => constant(wrong("0.1")), 'constant: value must be a finite number, got "0.1"'],
    [
      "clipping to a negative norm, which would turn gradients round",
      () => clipGradNorm([weight()], -1),
      /clipGradNorm: .*-1/,
    ],
    [
      "a probability in percent",
      () => new Dropout(50, { random: new Random(1) }),
      "Dropout: p must be in [0, 1], got 50",
    ],
    [
      "a class where a layer is needed",
      () => new Sequential(wrong(Dropout)),
      "Sequential: argument 0 must be a layer, got the function Dropout",
    ],
    [
      "backward from many numbers",
      () => mul(weight(), 2).backward(),
      "backward: the result must be a single number, got [2] from mul; take sum(y) or mean(y), or pass { seed } with a weight for each element",
    ],
    [
      "backward from what needs no gradient",
      () => sum(ones([2])).backward(),
      "backward: an input must require a gradient, got none; create parameters with { requiresGrad: true }, outside noGrad",
    ],
    [
      "backward from a result of noGrad",
      () => noGrad(() => sum(weight())).backward(),
      "backward: an input must require a gradient, got none; create parameters with { requiresGrad: true }, outside noGrad",
    ],
    [
      "backward twice",
      () => {
        const y = sum(weight());
        y.backward();
        y.backward();
      },
      "backward: the history of this result must still exist, but an earlier backward released it; pass { retainGraph: true } to the first call, or run the forward pass again",
    ],
    ["the number of many", () => zeros([2]).item(), "item: needs a tensor with exactly 1 element, got [2]"],
    [
      "ragged rows",
      () => tensor([[1, 2], [3]]),
      "tensor: nested arrays must have one shape, [2,2], got 1 entries in axis 1",
    ],
    [
      "random numbers without a seed",
      () => new Random(wrong(undefined)),
      "Random: seed must be a whole number, got undefined",
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

describe("calls that are not errors do what their documentation says", () => {
  it("forgetting zeroGrad adds gradients up, as in PyTorch", () => {
    const w = weight();
    for (let i = 0; i < 3; i++) sum(mul(w, 2)).backward();
    expect([...(w.grad ?? [])]).toEqual([6, 6]);
    new Optimizer([w], sgd()).zeroGrad();
    expect(w.grad).toBeNull();
  });

  it("step(closure) cannot forget it", () => {
    const w = weight();
    const optimizer = new Optimizer([w], sgd({ lr: 1 }));
    for (let i = 0; i < 3; i++)
      optimizer.step(() => {
        const loss = sum(w);
        loss.backward();
        return loss.item();
      });
    expect([...w.data]).toEqual([-2, -5]);
  });

  it("dropout does nothing in eval, and draws nothing", () => {
    const random = new Random(1);
    const before = random.stateDict();
    const layer = new Dropout(0.5, { random });
    const x = ones([4]);
    expect(layer.eval().forward(x)).toBe(x);
    expect(random.stateDict()).toEqual(before);
    expect(layer.train().forward(x).data).not.toEqual(x.data);
  });

  it("a parameter that the loss does not reach keeps its value, its state and its count", () => {
    const [used, unused] = [weight(), weight()];
    const optimizer = new Optimizer([used, unused], adam());
    sum(used).backward();
    optimizer.step();
    expect([...unused.data]).toEqual([1, -2]);
    expect(optimizer.parameterStates().map(({ t }) => t)).toEqual([1, 0]);
  });

  it("a learning rate of 0 leaves every weight as it is", () => {
    const w = weight();
    stepped(() => new Optimizer([w], adam({ lr: 0 })), [w]);
    expect([...w.data]).toEqual([1, -2]);
  });

  it("stateDict is a copy: training on does not change it", () => {
    const layer = linear();
    const saved = layer.stateDict();
    const before = saved.get("weight")?.data.slice();
    stepped(() => new Optimizer(layer.parameters(), sgd()), layer.parameters());
    expect(saved.get("weight")?.data).toEqual(before);
  });

  it("a result computed before loadStateDict keeps its numbers", () => {
    const layer = linear();
    const y = noGrad(() => layer.forward(randn([1, 3], { random: new Random(2) })));
    const before = y.data.slice();
    layer.loadStateDict(new Linear(3, 2, { random: new Random(5) }).stateDict());
    expect(y.data).toEqual(before);
  });
});
