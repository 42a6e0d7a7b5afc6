/** @file The report: one self-contained file, the same bytes for the same numbers, readable without scripts. */

import { counted } from "../../../check/counted.ts";
import { quantile } from "../../../math/quantile.ts";
import { htmlPage } from "../../report/htmlPage.ts";
import { escapeHtml } from "../../report/svg.ts";
import { terse } from "../../terminal/numbers.ts";
import { type Comparison, type Entry, verdict } from "../comparison.ts";
import type { Trajectory } from "../surfaceJob.ts";
import { surfaceRates, surfaceSteps } from "../surfaceRates.ts";
import type { TrainingRun } from "../trainingJob.ts";
import { curvePanels } from "./curvePanels.ts";
import { fairnessBox } from "./fairness.ts";
import { script } from "./script.ts";
import { resultTable, settingsList, whatWasCompared } from "./tables.ts";
import { trajectoryPanels } from "./trajectories.ts";

/** The HTML of the page; times of runs, which differ every time, only with `timing`. */
export function reportPage(comparison: Comparison, timing: boolean): string {
  const { terms, entries, trajectories } = comparison;
  const title = `${counted(entries.length, "update rule")} on ${terms.task}`;
  const best = [...new Set(trajectories.map(({ rule }) => rule))];
  return htmlPage(
    title,
    `<h2>What was compared</h2>
${whatWasCompared(comparison)}
<h2>Fairness</h2>
<div class="box">${fairnessBox(comparison)}</div>
<h2>Results</h2>
<p>${escapeHtml(verdict(comparison))}</p>
${resultTable(comparison, timing)}
${overSteps(comparison, "loss", "Training loss", "The line is the median over the seeds, the band its middle half. Grey lines are the medians of the other rules. Steps to the right.")}
${sensitivity(comparison)}
${overSteps(comparison, "gradientNorm", "Norm of the gradient", "Before clipping, over all weights together.")}
${overSteps(comparison, "updateRatio", "Length of the update over length of the weights", "About 10⁻³ is usual.")}
<h2>Paths on the test functions</h2>
<p class="note">${counted(best.length, "rule")} from the top of the table, for ${surfaceSteps} steps. On each function a rule has the rate that stays in the frame with the lowest mean value, among ${surfaceRates.map(terse).join(", ")}, or the rate in its expression. A ring is the start, a cross a minimum.</p>
<p id="toggles"></p>
${trajectoryPanels(trajectories, best)}
<h2>Settings of the rules</h2>${settingsList(comparison)}
<section class="screen"><h2>The numbers</h2>
<p class="note">Everything above is drawn from these. <button type="button" id="save" hidden>Save the curves as CSV</button></p></section>
<script type="application/json" id="data">${embedded(comparison, timing)}</script>
<script>${script}</script>`,
  );
}

function overSteps(
  { terms, entries }: Comparison,
  key: "loss" | "gradientNorm" | "updateRatio",
  title: string,
  note: string,
): string {
  const count = Math.max(...entries.flatMap(({ runs }) => runs.map((run) => run[key].length)));
  const chart = curvePanels({
    id: key,
    what: `${title.toLowerCase()} over steps`,
    x: Array.from({ length: count }, (_, i) => (i + 1) * terms.every),
    domain: [0, terms.steps],
    isLogX: false,
    panels: entries.map(({ rule, runs }) => ({ name: rule, runs: runs.map((run: TrainingRun) => run[key]) })),
  });
  return `<h2>${title}</h2>\n<p class="note">${note}</p>\n${chart}`;
}

/** The held-out loss for every rate of the grid. */
function sensitivity({ terms, entries }: Comparison): string {
  const heading = "<h2>How much the learning rate matters</h2>";
  if (terms.grid.length < 2)
    return `${heading}\n<p class="note">Not measured: only --tuning grid tries several learning rates.</p>`;
  const chart = curvePanels({
    id: "sensitivity",
    what: "held-out loss over learning rate",
    x: terms.grid,
    domain: [terms.grid[0], terms.grid[terms.grid.length - 1]],
    isLogX: true,
    panels: entries.map(({ rule, tuned, lr }: Entry) => ({
      name: rule,
      runs: [tuned.map(({ losses }) => quantile(losses, 0.5))],
      marked: lr,
    })),
  });
  return `${heading}\n<p class="note">Loss on held-out training examples with every rate of the grid: the median of the tuning seeds that tried it. The chosen rate is marked. A gap: training diverged.</p>\n${chart}`;
}

/**
 * The raw data with six digits, paths with four, as fine as they are drawn. "<" is escaped: it could end the script.
 */
function embedded(comparison: Comparison, timing: boolean): string {
  const keep = (key: string, value: unknown): unknown => {
    if (key === "seconds" && !timing) return undefined;
    if (key === "path") return (value as Trajectory["path"]).map((point) => point.map((x) => rounded(x, 4)));
    return typeof value === "number" ? rounded(value, 6) : value;
  };
  return JSON.stringify(comparison, keep).replaceAll("<", "\\u003c");
}

const rounded = (x: number, digits: number): number => (Number.isFinite(x) ? Number(x.toPrecision(digits)) : x);
