/** @file The network of a state: a perceptron for points, a convolutional network for digits. */
import { concat, noGrad, Random, type Tensor, zeros } from "../../../src/autograd/index.ts";
import { Conv2d, Flatten, Linear, MaxPool2d, Module, Sequential } from "../../../src/nn/index.ts";
import { digitSide } from "./digits.ts";
import { sizesOf } from "./netData.ts";
import { activations, inits, outputsFor } from "./netOptions.ts";
import type { NetState } from "./netState.ts";

type Part = Pick<NetState, "data" | "table" | "label" | "hidden" | "activation" | "loss" | "init" | "seed">;

/** Output channels of the two convolutions of the network for digits. */
export const channels = [4, 8] as const;
const kernel = 3;

/** An untrained network of a state. Equal states give equal weights. */
export function modelOf(state: Part): Sequential {
  const random = new Random(state.seed + 1);
  const model = new Sequential(...(state.data === "digits" ? convolutions(state, random) : perceptron(state, random)));
  const draw = inits[state.init];
  if (draw === null) return model;
  for (const parameter of model.parameters())
    if (parameter.shape.length > 1) draw(parameter, { random });
    else inits.zeros(parameter);
  return model;
}

function perceptron(state: Part, random: Random): Module[] {
  const { hidden, activation, loss } = state;
  const { inputs, classes } = sizesOf(state);
  const sizes = [inputs, ...hidden, outputsFor(loss, classes)];
  return sizes.slice(1).flatMap((size, i): Module[] => {
    const linear = new Linear(sizes[i], size, { random });
    return i === hidden.length ? [linear] : [linear, activations[activation]()];
  });
}

/** Convolution, pooling, convolution, one linear layer: 1,626 weights. */
function convolutions({ activation, loss }: Part, random: Random): Module[] {
  const side = digitSide / 2 - kernel + 1;
  return [
    new Conv2d(1, channels[0], kernel, { random, padding: 1 }),
    activations[activation](),
    new MaxPool2d(2),
    new Conv2d(channels[0], channels[1], kernel, { random }),
    activations[activation](),
    new Flatten(),
    new Linear(channels[1] * side * side, outputsFor(loss, 10), { random }),
  ];
}

/** Gives a network of one output, the logit of class 1, a logit of 0 for class 0. */
export class PairOfLogits extends Module {
  constructor(private readonly inner: Module) {
    super();
  }

  forward(x: Tensor): Tensor {
    const logit = this.inner.forward(x);
    return concat([zeros(logit.shape), logit], 1);
  }
}

/** The same network with one output a class. */
export const withOutputs = (model: Module, state: Part): Module =>
  outputsFor(state.loss, sizesOf(state).classes) === 1 ? new PairOfLogits(model) : model;

/** The results of all layers for an input, the input first. */
export function activationsOf(model: Sequential, x: Tensor): Tensor[] {
  const results = [x];
  noGrad(() => {
    for (const [, layer] of model.children()) results.push(layer.forward(results[results.length - 1]));
  });
  return results;
}

/** All weights of a model, one after the other. */
export function weightsOf(model: Module): Float32Array {
  const parameters = model.parameters();
  const all = new Float32Array(parameters.reduce((sum, { size }) => sum + size, 0));
  let from = 0;
  for (const { data } of parameters) {
    all.set(data, from);
    from += data.length;
  }
  return all;
}

/** Puts such weights into a model. */
export function loadWeights(model: Module, weights: Float32Array): void {
  let from = 0;
  for (const parameter of model.parameters()) {
    parameter.assign(weights.subarray(from, from + parameter.size));
    from += parameter.size;
  }
}
