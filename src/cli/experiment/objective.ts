/** @file The score that the command line shows: accuracy for classes, R² for numbers. */

import type { Examples } from "../../data/dataset.ts";
import type { Preprocessing } from "../../data/preprocessing/preprocessing.ts";
import type { Module } from "../../nn/index.ts";
import { type Evaluated, evaluate } from "../../training/evaluate.ts";
import type { ClassMetrics, NumberMetrics } from "../../training/metrics.ts";
import { isClassification } from "../../training/support/isClassification.ts";

import type { Task } from "./tasks.ts";

export type ScoreName = "accuracy" | "R²";

export interface Evaluation {
  /** Mean loss over all examples. */
  loss: number;
  /** Accuracy or R²: 1 is perfect. */
  score: number;
}

export const scoreName = (data: Examples): ScoreName => (isClassification(data) ? "accuracy" : "R²");

export type Metrics = Evaluated<ClassMetrics> | Evaluated<NumberMetrics>;

/** Evaluates a model. Metrics of numbers are in the target's own units. */
export function metricsOf(model: Module, data: Examples, preprocessing: Preprocessing | null): Metrics {
  if (preprocessing?.target.task !== "regression") return evaluate(model, data);
  return evaluate(model, data, { invert: (y) => preprocessing.invert(y) });
}

export const evaluationOf = (metrics: Metrics): Evaluation => ({
  loss: metrics.loss,
  score: "accuracy" in metrics ? metrics.accuracy : metrics.r2,
});

export const scoreOf = (model: Module, data: Examples): Evaluation => evaluationOf(evaluate(model, data));

/** The names of the classes, numbers for data without names; none for numbers to predict. */
export const classNamesOf = ({ train, classNames }: Pick<Task, "train" | "classNames">): readonly string[] =>
  classNames ?? (isClassification(train) ? Array.from({ length: train.classes }, (_, label) => `${label}`) : []);
