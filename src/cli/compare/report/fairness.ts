/** @file The facts that make the numbers comparable, and the warnings: every line is computed from the runs. */

import { thousands } from "../../../check/counted.ts";
import { escapeHtml } from "../../report/svg.ts";
import { termList } from "../../report/termList.ts";
import { terse } from "../../terminal/numbers.ts";
import { type Comparison, checksums, type Entry, tuningRuns } from "../comparison.ts";

export function fairnessBox({ terms, entries, warnings }: Comparison): string {
  const facts = termList([
    ["learning rates", tuningText({ terms })],
    ["budget of each rule", budgetText({ terms })],
    ["initial weights", sameText(entries, terms.seeds, "weights")],
    ["batches", sameText(entries, terms.seeds, "batches")],
    ["clipping", clippingText(terms.clip, entries)],
    ["weight decay", who(entries, (name, value) => decays.includes(name) && value !== "0") ?? "none"],
    ["schedules", who(entries, (_, value) => value.includes("(")) ?? "none, every rate is constant"],
  ]);
  const beware = warnings.map((warning) => `<li>${escapeHtml(warning)}</li>`).join("");
  return `${facts}${warnings.length > 0 ? `<p><b>Warnings:</b></p><ul>${beware}</ul>` : ""}`;
}

const tuningText = ({ terms }: Pick<Comparison, "terms">): string =>
  ({
    grid: `each rule with the rate of the lowest median loss on held-out training examples, among ${terms.grid.map(terse).join(", ")}; seeds ${terms.tuningSeeds.join(", ")}, none of them shown`,
    "same-lr": `the same for all, ${terse(terms.lr ?? Number.NaN)}`,
    defaults: "each rule with its own default, or the rate written in it",
  })[terms.tuning];

function budgetText({ terms }: Pick<Comparison, "terms">): string {
  const { steps, seeds } = terms;
  const trials = tuningRuns(terms);
  const tuning = trials === 0 ? "" : `${trials} to tune, `;
  const total = steps * (trials + seeds.length);
  return `${thousands(total)} steps: ${tuning}${seeds.length} to show, of ${thousands(steps)} each`;
}

function sameText(entries: readonly Entry[], seeds: readonly number[], key: "weights" | "batches"): string {
  const sums = seeds.map((_, i) => checksums(entries, i, key));
  const differing = seeds.filter((_, i) => sums[i].length > 1);
  if (differing.length > 0) return `not the same for every rule, with seed ${differing.join(", ")}`;
  if (sums.every((sum) => sum.length === 0)) return "no run is complete";
  const isWhole = entries.every(({ runs }) => runs.every(({ failure }) => failure === null));
  const whom = key === "weights" || isWhole ? "every rule" : "every run that did not diverge";
  return `the same for ${whom}; checksums ${sums.map(([sum]) => sum ?? "–").join(", ")}`;
}

function clippingText(clip: number | null, entries: readonly Entry[]): string {
  const own = who(entries, (name) => clips.includes(name));
  const all = clip === null ? null : `norm of all gradients at most ${terse(clip)}, for every rule`;
  return [all, own].filter((text) => text !== null).join("; ") || "none";
}

/** The hyperparameters of rules and wrappers that clip gradients, and those that decay weights. */
export const clips = ["maxNorm", "limit", "clip"];
export const decays = ["weightDecay", "l2", "lambd"];

/** The rules with such settings, "adamw: weightDecay 0.01"; null if there are none. */
function who(entries: readonly Entry[], isMeant: (name: string, value: string) => boolean): string | null {
  const found = entries.flatMap(({ rule, settings }) => {
    const meant = Object.entries(settings).filter(([name, value]) => isMeant(name.split(".").at(-1) as string, value));
    return meant.length === 0 ? [] : [`${rule}: ${meant.map((pair) => pair.join(" ")).join(", ")}`];
  });
  return found.length === 0 ? null : found.join("; ");
}
