/** @file The metrics of a model as tables, beside its baseline. */
import { thousands } from "../../check/counted.ts";
import { showName } from "../../check/excerpt.ts";
import type { ClassMetrics } from "../../training/metrics.ts";
import { short } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import type { Metrics } from "./objective.ts";

/** An error in the target's units, which may be large: 97,600 rather than 9.76e+4. */
const inUnits = (x: number): string => (x >= 1000 && x < 1e9 ? thousands(Math.round(x)) : short(x));

/** Larger tables would not be read. */
const mostClasses = 20;

/** The metrics as lines: a table, and for at most 20 classes the scores of each with the confusion matrix. */
export function metricsText(metrics: Metrics, classNames: readonly string[]): string {
  if (!("accuracy" in metrics)) {
    const { rmse, mae, r2, baseline } = metrics;
    return textTable([
      ["RMSE", `${inUnits(rmse)} (always the mean: ${inUnits(baseline.rmse)})`],
      ["MAE", `${inUnits(mae)} (always the mean: ${inUnits(baseline.mae)})`],
      ["R²", r2.toFixed(4)],
    ]);
  }
  const { accuracy, baseline, balancedAccuracy, auc, classes } = metrics;
  const rows = [
    ["accuracy", `${percent(accuracy)} (always ${frequent(metrics, classNames)}: ${percent(baseline)})`],
    ["mean recall", percent(balancedAccuracy)],
    ...(auc === null ? [] : [["ROC AUC", auc.toFixed(4)]]),
  ];
  return [textTable(rows), ...(classes.length > mostClasses ? [] : [classTable(metrics, classNames)])].join("\n");
}

/** One row a class: its scores, then how many of its examples are predicted as each class. */
function classTable({ classes, confusion }: ClassMetrics, classNames: readonly string[]): string {
  const rows = classes.map(({ precision, recall, f1, count }, k) => [
    showName(classNames[k]),
    ...[precision, recall, f1].map((share) => share.toFixed(3)),
    `${count}`,
    ...confusion[k].map((n) => `${n}`),
  ]);
  const header = ["class", "precision", "recall", "F1", "examples", ...classNames.map((name) => `→ ${showName(name)}`)];
  return textTable(rows, header);
}

export const percent = (share: number): string => `${(100 * share).toFixed(2)} %`;

function frequent({ classes }: ClassMetrics, classNames: readonly string[]): string {
  const counts = classes.map(({ count }) => count);
  return showName(classNames[counts.indexOf(Math.max(...counts))]);
}

/**
 * Says that a model is not better than its baseline, or returns null. With weights that balance the classes, the mean
 * recall counts, of which a constant has one part for each class.
 */
export function baselineProblem(metrics: Metrics, classNames: readonly string[], isBalanced = false): string | null {
  if (!("accuracy" in metrics))
    return metrics.rmse < metrics.baseline.rmse
      ? null
      : `no better than its baseline: always predicting the mean has an RMSE of ${inUnits(metrics.baseline.rmse)}, the model ${inUnits(metrics.rmse)}`;
  const { accuracy, baseline, balancedAccuracy, classes } = metrics;
  const present = classes.filter(({ count }) => count > 0).length;
  if (isBalanced)
    return balancedAccuracy > 1 / present
      ? null
      : `no better than its baseline: guessing has a mean recall of ${percent(1 / present)}, the model ${percent(balancedAccuracy)}`;
  if (accuracy > baseline) return null;
  return `no better than its baseline: always predicting ${frequent(metrics, classNames)} has an accuracy of ${percent(baseline)}, the model ${percent(accuracy)}`;
}
