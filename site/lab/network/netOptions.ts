/** @file The parts of a network run that a learner chooses: all of them are the library's. */
import { array } from "../../../src/array/ndArray.ts";
import { binaryCrossEntropyWithLogits, crossEntropy, mse, type Random, Tensor } from "../../../src/autograd/index.ts";
import { circles, type Dataset, gauss, spiral, twoMoons, xor } from "../../../src/data/index.ts";
import {
  GELU,
  kaimingNormal,
  kaimingUniform,
  type Module,
  orthogonal,
  ReLU,
  Sigmoid,
  Tanh,
  xavierNormal,
  xavierUniform,
} from "../../../src/nn/index.ts";
import { decoupledDecay, l2, type Rule } from "../../../src/optim/index.ts";
import {
  cosine,
  linearWarmup,
  oneCycle,
  type Schedule,
  stepDecay,
  warmupStableDecay,
} from "../../../src/schedules/index.ts";
import { digits } from "./digits.ts";

type Draw = (n: number, options: { random: Random }) => Dataset;

/** Points of two classes, and images of ten. */
export const dataSets = { spiral, moons: twoMoons, circles, xor, gauss, digits } as const satisfies Record<
  string,
  Draw
>;
/** A data set that is drawn, or the table that a learner pasted. */
export type DataName = keyof typeof dataSets | "table";

export const activations = {
  tanh: () => new Tanh(),
  relu: () => new ReLU(),
  gelu: () => new GELU(),
  sigmoid: () => new Sigmoid(),
} as const satisfies Record<string, () => Module>;
export type ActivationName = keyof typeof activations;

/**
 * Losses of outputs and labels. Binary cross-entropy of two classes has one output, the logit of class 1.
 * All others have one output a class.
 */
export const losses = {
  crossEntropy: (outputs: Tensor, { labels }: Dataset) => crossEntropy(outputs, labels),
  binaryCrossEntropyWithLogits: (outputs: Tensor, batch: Dataset) =>
    binaryCrossEntropyWithLogits(outputs, targetsOf(batch, outputs.shape[1])),
  mse: (outputs: Tensor, batch: Dataset) => mse(outputs, targetsOf(batch, outputs.shape[1])),
} as const;
export type LossName = keyof typeof losses;

/** Outputs of a network for a loss. */
export const outputsFor = (loss: LossName, classes: number): number =>
  loss === "binaryCrossEntropyWithLogits" && classes === 2 ? 1 : classes;

/** 1 for the class of an example, else 0: [n, classes], or [n, 1] for class 1 alone. */
function targetsOf({ labels }: Dataset, width: number): Tensor {
  const targets = new Float32Array(labels.length * width);
  for (const [i, label] of labels.entries())
    if (width > 1) targets[i * width + label] = 1;
    else targets[i] = label;
  return new Tensor(array(targets, [labels.length, width]));
}

/** Draws the weight of a layer; null keeps that of the layer itself, which is PyTorch's. */
export const inits = {
  default: null,
  xavierUniform,
  xavierNormal,
  kaimingUniform,
  kaimingNormal,
  orthogonal,
  zeros: (weight: Tensor) => weight.assign(new Float32Array(weight.size)),
} as const;
export type InitName = keyof typeof inits;

/** Weight decay, around any rule. */
export const decays = {
  none: (rule: Rule) => rule,
  l2: (rule: Rule, lambda: number) => l2(rule, { l2: lambda }),
  decoupledDecay: (rule: Rule, lambda: number) => decoupledDecay(rule, { weightDecay: lambda }),
} as const;
export type DecayName = keyof typeof decays;

/** Learning rates over the steps of a run, from the rate that is set. */
export const schedules = {
  constant: (rate: number) => rate,
  linearWarmup: (rate: number, steps: number) => linearWarmup(Math.ceil(steps / 10), rate),
  cosine: (rate: number, steps: number) => cosine(rate, steps),
  // Its rise takes 30 % of the steps, and must be longer than one.
  oneCycle: (rate: number, steps: number) => oneCycle(rate, Math.max(steps, 4)),
  stepDecay: (rate: number, steps: number) => stepDecay(rate, Math.ceil(steps / 3)),
  warmupStableDecay: (rate: number, steps: number) => {
    const warm = Math.floor(steps / 10);
    const decay = Math.ceil(steps / 5);
    return warmupStableDecay(rate, warm, Math.max(0, steps - warm - decay), decay);
  },
} as const satisfies Record<string, (rate: number, steps: number) => number | Schedule>;
export type ScheduleName = keyof typeof schedules;
