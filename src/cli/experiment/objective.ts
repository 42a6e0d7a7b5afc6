/** @file How a task is learnt and judged: classes by cross-entropy and accuracy, numbers by squared error and R². */

import { crossEntropy, mse, noGrad, Tensor } from "../../autograd/index.ts";
import type { Dataset, Examples } from "../../data/dataset.ts";
import { Loader } from "../../data/loader.ts";
import { accuracy, type Module } from "../../nn/index.ts";
import { mean } from "../terminal/numbers.ts";

export type ScoreName = "accuracy" | "R²";

export interface Judgement {
  /** Mean loss over all examples. */
  loss: number;
  /** Accuracy or R²: 1 is perfect. */
  score: number;
}

export const isClassification = (data: Examples): data is Dataset => "labels" in data;

export const scoreName = (data: Examples): ScoreName => (isClassification(data) ? "accuracy" : "R²");

/** The loss of a batch, a single number on the tape. */
export function lossOf(model: Module, batch: Examples): Tensor {
  const prediction = model.forward(new Tensor(batch.inputs));
  return isClassification(batch) ? crossEntropy(prediction, batch.labels) : mse(prediction, new Tensor(batch.targets));
}

/** Loss and score on all examples, with the model in eval mode meanwhile. */
export function judge(model: Module, data: Examples): Judgement {
  const { training } = model;
  model.eval();
  const n = data.inputs.shape[0];
  let loss = 0;
  let right = 0;
  noGrad(() => {
    for (const batch of new Loader(data, { batch: 250 }).rest()) {
      const count = batch.inputs.shape[0];
      const prediction = model.forward(new Tensor(batch.inputs));
      if (isClassification(batch)) {
        loss += (count / n) * crossEntropy(prediction, batch.labels).item();
        right += Math.round(count * accuracy(prediction, batch.labels));
      } else loss += (count / n) * mse(prediction, new Tensor(batch.targets)).item();
    }
  });
  model.train(training);
  return { loss, score: isClassification(data) ? right / n : 1 - loss / spread(data.targets.data) };
}

/** The mean squared distance from the mean: the loss of who always predicts the mean. */
function spread(values: ArrayLike<number>): number {
  const list = Array.from(values);
  const center = mean(list);
  return mean(list.map((value) => (value - center) ** 2));
}
