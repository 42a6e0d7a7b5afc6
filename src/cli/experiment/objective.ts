/** @file The score that the command line shows: accuracy for classes, R² for numbers. */

import type { Tensor } from "../../autograd/index.ts";
import type { Examples } from "../../data/dataset.ts";
import type { Preprocessing } from "../../data/preprocessing/preprocessing.ts";
import { argmax } from "../../nn/argmax.ts";
import type { Module } from "../../nn/module.ts";
import type { Evaluated } from "../../training/evaluate.ts";
import { lossOf } from "../../training/lossOf.ts";
import { type ClassMetrics, type MetricsOptions, metrics, type NumberMetrics } from "../../training/metrics.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { lossAndOutputs } from "../../training/support/lossAndOutputs.ts";
import type { Task } from "./tasks.ts";

export type ScoreName = "accuracy" | "R²";

export interface Evaluation {
  /** Mean loss over all examples. */
  loss: number;
  /** Accuracy or R²: 1 is perfect. */
  score: number;
}

export const scoreName = (data: Examples): ScoreName => (isClassification(data) ? "accuracy" : "R²");

/** The name of the score in logs and event files. */
export const scoreKey = (data: Examples): "accuracy" | "r2" => (isClassification(data) ? "accuracy" : "r2");

export type Metrics = Evaluated<ClassMetrics> | Evaluated<NumberMetrics>;

/** An evaluation with further metrics, computed when they are asked for: a confusion matrix can be large. */
export interface HeldOut extends Evaluation {
  outputs: Tensor;
  metrics(): Metrics;
}

/** Evaluates a model. Metrics of numbers are in the target's own units. */
export function evaluateModel(model: Module, data: Examples, preprocessing: Preprocessing | null): HeldOut {
  const { loss, outputs } = lossAndOutputs(model, data, lossOf, batch);
  const options: MetricsOptions =
    preprocessing?.target.task === "regression" ? { invert: (y) => preprocessing.invert(y) } : {};
  const all = (): Metrics => ({ loss, ...metrics(outputs, data, options) });
  if (isClassification(data)) return { loss, outputs, score: accuracyOf(argmax(outputs), data.labels), metrics: all };
  const found = all();
  return { ...evaluationOf(found), outputs, metrics: () => found };
}

/** Examples per forward pass. */
const batch = 250;

const accuracyOf = (predicted: ArrayLike<number>, labels: Int32Array): number =>
  labels.reduce((right, label, n) => right + (predicted[n] === label ? 1 : 0), 0) / labels.length;

export const evaluationOf = (metrics: Metrics): Evaluation => ({
  loss: metrics.loss,
  score: "accuracy" in metrics ? metrics.accuracy : metrics.r2,
});

/** The names of the classes, numbers for data without names; none for numbers to predict. */
export const classNamesOf = ({ train, classNames }: Pick<Task, "train" | "classNames">): readonly string[] =>
  classNames ?? (isClassification(train) ? Array.from({ length: train.classes }, (_, label) => `${label}`) : []);
