import { counted } from "../../../check/counted.ts";
import { lineChart } from "../../report/lineChart.ts";
import { curveCharts } from "./curveCharts.ts";
import type { TrainingReport } from "./trainingReport.ts";

/** The curves of a run, as HTML; "" before the first step. */
export function curvesSection({
  session: { experiment, history },
  result: { metrics, scoreName },
}: TrainingReport): string {
  const { task, loader } = experiment;
  const isTested = task.validation === null;
  const charts = curveCharts({
    history,
    stepsPerEpoch: loader.batchesPerEpoch,
    heldOut: isTested ? "test" : "validation",
    scoreName,
    // That of the validation set is not computed.
    baseline: isTested && metrics !== null && "accuracy" in metrics ? metrics.baseline : null,
  });
  if (charts.length === 0) return "";
  const note = `${counted(history.losses.length, "step")}, to the right. A line is the mean of neighbouring steps, the band their range.`;
  return `<h2>Curves</h2>\n<p class="note">${note}</p>\n<div class="charts">${charts.map(lineChart).join("\n")}</div>`;
}
