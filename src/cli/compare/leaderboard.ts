/** @file A comparison as text: the table, the verdict, the warnings. */

import { isWithinNoise, type Spread, spread } from "../../math/spread.ts";
import { short, terse } from "../terminal/numbers.ts";
import { textTable } from "../terminal/table.ts";
import {
  bestLoss,
  type Comparison,
  checksums,
  type Entry,
  finalLoss,
  stepsTo,
  targetLoss,
  testScore,
  verdict,
} from "./comparison.ts";

export interface Row {
  entry: Entry;
  final: Spread;
  best: Spread;
  score: Spread;
  /** To the target loss. */
  steps: Spread;
  stateBytesPerParameter: number;
  msPerStep: number;
  /** Its middle half overlaps the best rule's. */
  isLikeBest: boolean;
}

/** The rows of the table, for the terminal and for the page. */
export function rows({ terms, entries }: Comparison): Row[] {
  const target = targetLoss(entries);
  const best = finalLoss(entries[0]);
  return entries.map((entry, i) => {
    const { parameters, stateBytes } = entry.runs[0];
    const final = finalLoss(entry);
    return {
      entry,
      final,
      best: bestLoss(entry),
      score: testScore(entry),
      steps: spread(entry.runs.map((run) => stepsTo(target, run, terms.every))),
      stateBytesPerParameter: stateBytes / parameters,
      msPerStep: spread(entry.runs.map(({ seconds }) => (1000 * seconds) / terms.steps)).median,
      isLikeBest: i > 0 && Number.isFinite(final.median) && isWithinNoise(best, final),
    };
  });
}

function showSpread({ low, median, high }: Spread): string {
  if (!Number.isFinite(median)) return "diverged";
  const [from, to] = [short(low), short(high)];
  return from === to ? short(median) : `${short(median)} [${from}, ${to}]`;
}

const showScore = ({ median }: Spread): string => (Number.isFinite(median) ? median.toFixed(3) : "–");

const showSteps = ({ median }: Spread): string => (Number.isFinite(median) ? `${Math.round(median)}` : "–");

export function leaderboard(comparison: Comparison, timing: boolean): string {
  const { terms, entries, warnings } = comparison;
  const target = targetLoss(entries);
  const goal = Number.isFinite(target)
    ? `a loss of ${short(target)}`
    : "twice the best final loss, which is not finite";
  const table = rows(comparison).map(
    ({ entry, final, score, steps, stateBytesPerParameter, msPerStep, isLikeBest }, i) => [
      `${i + 1}`,
      entry.rule,
      terse(entry.lr),
      showSpread(final),
      isLikeBest ? "≈" : "",
      showScore(score),
      showSteps(steps),
      Number(stateBytesPerParameter.toFixed(1)).toString(),
      ...(timing ? [msPerStep.toFixed(3)] : []),
    ],
  );
  const head = [
    "",
    "rule",
    "lr",
    "final loss, median [IQR]",
    "",
    terms.scoreName,
    "steps",
    "bytes/θ",
    ...(timing ? ["ms/step"] : []),
  ];
  return [
    textTable(table, head),
    "",
    verdict(comparison),
    `final loss: mean of the last tenth of the steps. ≈: within the noise of the best. steps: to ${goal}.`,
    ...terms.seeds.map((seed, i) => `seed ${seed}: ${givenText(entries, i)}`),
    ...warnings.map((warning) => `warning: ${warning}`),
  ].join("\n");
}

/** The checksums of initial weights and batches of a seed. */
function givenText(entries: readonly Entry[], seed: number): string {
  const [weights, batches] = (["weights", "batches"] as const).map((key) => checksums(entries, seed, key).join(" or "));
  return `initial weights ${weights}, batches ${batches || "of no complete run"}`;
}
