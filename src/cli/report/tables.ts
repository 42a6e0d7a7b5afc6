/** @file The words and tables of the page. */

import { type Comparison, targetLoss } from "../compare/comparison.ts";
import { batchesOf, rows, showScore, showSpread, showSteps } from "../compare/leaderboard.ts";
import { short, terse, thousands } from "../numbers.ts";
import { escapeHtml } from "./svg.ts";

const list = (items: readonly (readonly [term: string, text: string])[]): string =>
  `<dl>${items.map(([term, text]) => `<div><dt>${escapeHtml(term)}</dt><dd>${escapeHtml(text)}</dd></div>`).join("")}</dl>`;

export function whatWasCompared({ terms, entries }: Comparison): string {
  const [train, test] = terms.examples;
  return list([
    ["task", `${terms.task}, ${thousands(train)} examples to train on, ${thousands(test)} to test`],
    ["model", terms.model],
    ["steps", `${thousands(terms.steps)} of ${terms.batch} examples`],
    ["rules", `${entries.length}`],
    ["seeds", terms.seeds.join(", ")],
    ["made by", `downhill ${terms.version}, Node ${terms.node}`],
    ["command", terms.command],
  ]);
}

const tuningText = ({ terms }: Comparison): string =>
  ({
    grid: `each rule with the rate that ended lowest among ${terms.grid.map(terse).join(", ")}, on seed ${terms.tuningSeed}, which is not among those shown`,
    "same-lr": "the same learning rate for all",
    defaults: "each rule with its own default",
  })[terms.tuning];

/** What makes the numbers comparable, and what does not. */
export function fairnessBox(comparison: Comparison): string {
  const { terms, entries, warnings } = comparison;
  const budget = terms.steps * (terms.grid.length + terms.seeds.length);
  const facts = list([
    ["learning rates", tuningText(comparison)],
    ["budget of each rule", `${thousands(budget)} steps, ${terms.grid.length} runs of them to tune`],
    ["clipping", terms.clip === null ? "none" : `norm of all gradients at most ${terse(terms.clip)}`],
    ["schedule, decay", "constant rates; decay only where a rule's default has it"],
    ...terms.seeds.map((seed, i): [string, string] => [
      `seed ${seed}`,
      `initial weights ${entries[0].runs[i].weights}, batches ${batchesOf(entries, i)}: the same for every rule`,
    ]),
  ]);
  const beware = warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("");
  return `${facts}${warnings.length > 0 ? `<p><b>Beware:</b></p><ul>${beware}</ul>` : ""}`;
}

export function resultTable(comparison: Comparison, timing: boolean): string {
  const { terms, entries } = comparison;
  const target = short(targetLoss(entries));
  const heads = [
    "",
    "rule",
    "learning rate",
    "final loss",
    "IQR",
    "",
    `test ${terms.scoreName}`,
    `steps to ${target}`,
    "state, bytes per weight",
    ...(timing ? ["ms per step"] : []),
  ];
  const body = rows(comparison).map((row, i) => {
    const [median, range = ""] = showSpread(row.final).split(" [");
    const cells = [
      `${i + 1}`,
      row.entry.rule,
      terse(row.entry.lr),
      median,
      range.replace("]", "").replace(", ", " – "),
      row.isLikeBest ? "within noise" : "",
      showScore(row.score),
      showSteps(row.steps),
      `${Number(row.stateBytesPerParameter.toFixed(1))}`,
      ...(timing ? [row.msPerStep.toFixed(3)] : []),
    ];
    return `<tr title="${escapeHtml(row.entry.settings)}">${cells.map((cell, k) => (k === 1 ? `<th scope="row">${escapeHtml(cell)}</th>` : `<td>${escapeHtml(cell)}</td>`)).join("")}</tr>`;
  });
  const head = heads.map((text) => `<th scope="col">${escapeHtml(text)}</th>`).join("");
  return `<div class="scroll" tabindex="0" role="region" aria-label="results"><table><thead><tr>${head}</tr></thead><tbody>${body.join("\n")}</tbody></table></div>
<p>Final loss: the mean of the last tenth of the steps; median over the seeds, and the middle half of them (IQR). Within noise: its middle half overlaps the best rule's. Steps to ${target}: to twice the best final loss.</p>`;
}
