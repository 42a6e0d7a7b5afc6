/** @file Mistakes with optimizers and schedules that users of other libraries report: a precise error for each. */

import { describe, expect, it } from "vitest";
import { mul, ones, Random, sum, type Tensor, tensor, zeros } from "../../src/autograd/index.ts";
import { count } from "../../src/check/kinds.ts";
import { Linear } from "../../src/nn/index.ts";
import {
  adafactor,
  adam,
  adamw,
  clipGradNorm,
  defineRule,
  ema,
  l2,
  lookahead,
  momentum,
  noDecay,
  Optimizer,
  sam,
  sgd,
  swa,
} from "../../src/optim/index.ts";
import { constant, cosine, newBob, stepDecay, warmup } from "../../src/schedules/index.ts";
import { stepped } from "../support/stepped.ts";

const wrong = (value: unknown): never => value as never;

const linear = (): Linear => new Linear(3, 2, { random: new Random(1) });

const theta = [tensor([1, -2], { requiresGrad: true })];

const weight = (): Tensor => tensor([1, -2], { requiresGrad: true });

describe("a mistake with an optimizer or a schedule is an error that says what was given and what is needed", () => {
  const cases: [what: string, call: () => unknown, message: string | RegExp][] = [
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
      'Optimizer: unknown option "lr"; options: params, hyper; give it as hyper: { lr: … }',
    ],
    [
      "something else in a group",
      () => new Optimizer([wrong({ params: [weight()], learningRate: 1 })], sgd()),
      'Optimizer: unknown option "learningRate"; options: params, hyper',
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
  ];

  it.each(cases)("%s", (_, call, message) => {
    expect(call).toThrow(message);
  });
});
