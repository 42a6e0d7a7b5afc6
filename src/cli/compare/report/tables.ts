/** @file The terms and the results of a comparison, in words and numbers. */

import { counted, thousands } from "../../../check/counted.ts";
import type { Spread } from "../../../math/spread.ts";
import { scrollTable } from "../../report/scrollTable.ts";
import { breakable } from "../../report/svg.ts";
import { termList } from "../../report/termList.ts";
import { short, terse } from "../../terminal/numbers.ts";
import { type Comparison, targetLoss } from "../comparison.ts";
import { type Row, rows } from "../leaderboard.ts";

export function whatWasCompared({ terms, entries }: Comparison): string {
  const [train, test] = terms.examples;
  return termList([
    ["task", `${terms.task}, ${thousands(train)} examples to train on, ${thousands(test)} to test`],
    ["model", terms.model],
    ["steps", `${thousands(terms.steps)} of ${terms.batch} examples`],
    ["rules", `${entries.length}`],
    ["seeds", terms.seeds.join(", ")],
    ["made by", `downhill ${terms.version}, Node ${terms.node}`],
    ["command", terms.command],
  ]);
}

/** Every setting that a rule ran with. */
export const settingsList = ({ entries }: Comparison): string =>
  termList(
    entries.map(({ rule, settings }) => [
      rule,
      Object.entries(settings)
        .map((pair) => pair.join(" "))
        .join(", "),
    ]),
  );

export function resultTable(comparison: Comparison, timing: boolean): string {
  const { terms, entries } = comparison;
  const target = targetLoss(entries);
  const goal = Number.isFinite(target) ? short(target) : "target";
  const columns: [head: string, cell: (row: Row, rank: number) => string][] = [
    ["rule", ({ entry }) => breakable(entry.rule)],
    ["rank", (_, rank) => `${rank}`],
    ["learning rate", ({ entry }) => terse(entry.lr)],
    ["final loss", ({ final }) => withRange(final, loss)],
    ["noise", ({ isLikeBest }) => (isLikeBest ? "within noise" : "")],
    ["best loss", ({ best }) => withRange(best, loss)],
    [
      `test ${terms.scoreName}`,
      ({ score }) => withRange(score, (x) => (Number.isFinite(x) ? x.toFixed(3) : "diverged")),
    ],
    [`steps to ${goal}`, ({ steps }) => withRange(steps, (x) => (Number.isFinite(x) ? `${Math.round(x)}` : "never"))],
    ["state, bytes per weight", (row) => `${Number(row.stateBytesPerParameter.toFixed(1))}`],
  ];
  if (timing) columns.push(["ms per step", ({ msPerStep }) => msPerStep.toFixed(3)]);
  const table = scrollTable({
    name: "results",
    caption: `Median and middle half (IQR) of ${counted(terms.seeds.length, "seed")}`,
    columns: columns.map(([name]) => name),
    rows: rows(comparison).map((row, i) => columns.map(([, cell]) => cell(row, i + 1))),
  });
  return `${table}\n${notes(target)}`;
}

const loss = (x: number): string => (Number.isFinite(x) ? short(x) : "diverged");

/** The median, and below it the quartiles where they differ. */
function withRange({ low, median, high }: Spread, show: (x: number) => string): string {
  const [from, to] = [show(low), show(high)];
  return from === to ? show(median) : `${show(median)}<small>${from} – ${to}</small>`;
}

function notes(target: number): string {
  const steps = Number.isFinite(target)
    ? `to a loss of ${short(target)}, twice the best final loss`
    : "to twice the best final loss, which is not finite";
  const list = termList([
    ["final loss", "the mean over the last tenth of the steps, on the training examples"],
    ["noise", "within noise: the middle half overlaps the best rule's, so another seed may change their order"],
    ["best loss", "the lowest point of the curve below"],
    ["steps", steps],
  ]);
  return `<div class="note">${list}</div>`;
}
