/** @file The training loop: batches in, a frame of numbers out after every step. Knows nothing of terminals or flags. */
import { crossEntropy, noGrad, Tensor } from "../autograd/index.ts";
import type { NdArray } from "../kernels/array.ts";
import type { Module } from "../nn/index.ts";
import type { Optimizer } from "../optim/optimizer.ts";

export interface Batch {
  inputs: NdArray;
  labels: ArrayLike<number>;
}

/** What one step did. */
export interface StepReport {
  /** Mean cross-entropy over the batch, before the step. */
  loss: number;
  /** ‖∂L/∂θ‖ over all parameters. */
  gradientNorm: number;
  /** ‖Δθ‖ / ‖θ‖ over all parameters; measured only when asked for, since it needs a copy of θ. */
  updateRatio: number | null;
}

/** One step on one batch: forward, backward, update. */
export function trainStep(model: Module, optimizer: Optimizer, { inputs, labels }: Batch, measure = false): StepReport {
  optimizer.zeroGrad();
  const loss = crossEntropy(model.forward(new Tensor(inputs)), labels);
  loss.backward();
  const parameters = optimizer.slots().map(({ param }) => param);
  const gradientNorm = norm(parameters.map(({ grad }) => grad ?? []));
  const before = measure ? parameters.map(({ data }) => data.slice()) : null;
  optimizer.step();
  const updateRatio =
    before &&
    difference(
      parameters.map(({ data }) => data),
      before,
    ) / norm(before);
  return { loss: loss.item(), gradientNorm, updateRatio };
}

function norm(arrays: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const values of arrays) for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}

function difference(after: readonly ArrayLike<number>[], before: readonly ArrayLike<number>[]): number {
  return norm(after.map((values, k) => Float64Array.from(values, (value, i) => value - before[k][i])));
}

/** The share of examples whose largest logit is the label's, with the model in eval mode meanwhile. */
export function accuracy(model: Module, batches: Iterable<Batch>): number {
  const { training } = model;
  model.eval();
  let right = 0;
  let count = 0;
  noGrad(() => {
    for (const { inputs, labels } of batches) {
      const logits = model.forward(new Tensor(inputs));
      const classes = logits.shape[1];
      for (let row = 0; row < labels.length; row++) {
        right += largestAt(logits.data, row * classes, classes) === labels[row] ? 1 : 0;
        count++;
      }
    }
  });
  model.train(training);
  return right / count;
}

function largestAt(values: ArrayLike<number>, start: number, count: number): number {
  let best = 0;
  for (let j = 1; j < count; j++) if (values[start + j] > values[start + best]) best = j;
  return best;
}
