/** @file The score that the command line shows: accuracy for classes, R² for numbers. */

import type { Examples } from "../../data/dataset.ts";
import type { Module } from "../../nn/index.ts";
import { evaluate } from "../../training/evaluate.ts";
import { isClassification } from "../../training/support/isClassification.ts";

export type ScoreName = "accuracy" | "R²";

export interface Evaluation {
  /** Mean loss over all examples. */
  loss: number;
  /** Accuracy or R²: 1 is perfect. */
  score: number;
}

export const scoreName = (data: Examples): ScoreName => (isClassification(data) ? "accuracy" : "R²");

export function scoreOf(model: Module, data: Examples): Evaluation {
  const metrics = evaluate(model, data);
  return { loss: metrics.loss, score: "accuracy" in metrics ? metrics.accuracy : metrics.r2 };
}
