/** @file The metrics on the test set, beside those of the simplest baseline. */

import { percent } from "../../experiment/metricsText.ts";
import type { Metrics } from "../../experiment/objective.ts";
import { scrollTable } from "../../report/scrollTable.ts";
import { escapeHtml } from "../../report/svg.ts";
import { short } from "../../terminal/numbers.ts";
import { printable } from "../../terminal/printable.ts";
import type { TrainingReport } from "./trainingReport.ts";

export function metricsSection({ result: { metrics, baselineProblem } }: TrainingReport): string {
  if (metrics === null) return "";
  const table = scrollTable({
    name: "metrics",
    columns: ["metric", "model", "baseline", "the baseline is"],
    rows: metricRows(metrics),
  });
  const problem = baselineProblem === null ? "" : `<p><b>${escapeHtml(printable(baselineProblem))}</b></p>`;
  return `<h2>Metrics on the test set</h2>\n${problem}<div class="words">${table}</div>`;
}

function metricRows(metrics: Metrics): string[][] {
  if (!("accuracy" in metrics)) {
    const { rmse, mae, r2, baseline, loss } = metrics;
    const mean = "always predicting the mean";
    return [
      ["RMSE", short(rmse), short(baseline.rmse), mean],
      ["MAE", short(mae), short(baseline.mae), mean],
      ["R²", r2.toFixed(4), "0", mean],
      ["loss", short(loss), "", ""],
    ];
  }
  const { accuracy, baseline, balancedAccuracy, auc, classes, loss } = metrics;
  const present = classes.filter(({ count }) => count > 0).length;
  return [
    ["accuracy", percent(accuracy), percent(baseline), "always predicting the most frequent class"],
    ["mean recall", percent(balancedAccuracy), percent(1 / present), "always predicting one class"],
    ...(auc === null ? [] : [["ROC AUC", auc.toFixed(4), "0.5", "guessing"]]),
    ["loss", short(loss), "", ""],
  ];
}
