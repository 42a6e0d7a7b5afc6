/** @file The page of `train --live`: the charts of the report, sent again during the run. */

import { scoreName } from "../../experiment/objective.ts";
import { htmlPage } from "../../report/htmlPage.ts";
import { lineChart } from "../../report/lineChart.ts";
import { escapeHtml } from "../../report/svg.ts";
import { recentLoss } from "../../terminal/frame.ts";
import { short } from "../../terminal/numbers.ts";
import { printable } from "../../terminal/printable.ts";
import type { LoggedRun } from "../observers/stepLog.ts";
import { curveCharts } from "../report/curveCharts.ts";
import { fitSection } from "../report/fitSection.ts";
import { reportStyle } from "../report/reportStyle.ts";

type Run = Pick<LoggedRun, "experiment" | "history">;

/** The frame, which the script fills. */
export const livePage = ({ experiment: { optimizer, task } }: Run): string =>
  htmlPage(
    printable(`${optimizer.rule.name} on ${task.name}`),
    `<p class="lead" id="status" role="status">Connecting …</p>
<h2>Curves</h2>
<div class="charts" id="curves"></div>
<div id="fit"></div>
<noscript><p>This page needs JavaScript to follow the run; train --report writes a page without.</p></noscript>
<script src="/live.js"></script>`,
    reportStyle,
  );

/** Shows what the server sends, until it says that the run is over. */
export const liveScript = `
const events = new EventSource("/events");
for (const id of ["status", "curves", "fit"])
  events.addEventListener(id, ({ data }) => { document.getElementById(id).innerHTML = JSON.parse(data); });
events.addEventListener("end", () => events.close());
events.onerror = () => {
  if (events.readyState !== EventSource.OPEN) document.getElementById("status").textContent = "The connection to the run is lost.";
};
`;

/** Returns how far the run is, as HTML. */
export function statusOf({ experiment, history }: Run, isOver: boolean): string {
  const { epochs, loader, task } = experiment;
  const { losses } = history;
  const last = history.epochs.at(-1);
  const set = task.validation === null ? "test" : "validation";
  const parts = [
    `${isOver ? "Over: " : ""}step ${losses.length} of ${epochs * loader.batchesPerEpoch}`,
    `epoch ${Math.min(history.epochs.length + 1, epochs)} of ${epochs}`,
    ...(losses.length === 0 ? [] : [`loss ${short(recentLoss(losses))}`]),
    ...(last === undefined ? [] : [`${set} ${scoreName(task.train)} ${last.score.toFixed(4)}`]),
  ];
  return escapeHtml(parts.join(", "));
}

/** Returns the charts of all steps so far, as HTML. */
export function curvesOf({ experiment: { task, loader }, history }: Run): string {
  const charts = curveCharts({
    history,
    stepsPerEpoch: loader.batchesPerEpoch,
    heldOut: task.validation === null ? "test" : "validation",
    scoreName: scoreName(task.train),
    baseline: null,
  });
  return charts.map(lineChart).join("\n");
}

/** Returns the decision boundary or the fitted curve of the averaged weights, for tasks that have one. */
export function fitOf({ experiment }: Run): string {
  const { optimizer } = experiment;
  optimizer.eval();
  const html = fitSection({ session: { experiment } });
  optimizer.train();
  return html;
}
