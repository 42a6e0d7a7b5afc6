/** @file A comparison as text: its terms, the table, what to beware of. */
import { short, terse } from "../numbers.ts";
import { textTable } from "../table.ts";
import { type Comparison, type Entry, finalLoss, stepsTo, targetLoss, testScore } from "./comparison.ts";
import { isWithinNoise, type Spread, spread } from "./statistics.ts";

export interface Row {
  entry: Entry;
  final: Spread;
  score: Spread;
  /** Median of the steps to the target loss. */
  steps: number;
  stateBytesPerParameter: number;
  msPerStep: number;
  /** Its middle half overlaps the best rule's. */
  isLikeBest: boolean;
}

/** The numbers of the table, for the terminal and for the page. */
export function rows({ terms, entries }: Comparison): Row[] {
  const target = targetLoss(entries);
  const best = finalLoss(entries[0]);
  return entries.map((entry, i) => {
    const { parameters, stateBytes } = entry.runs[0];
    const final = finalLoss(entry);
    return {
      entry,
      final,
      score: testScore(entry),
      steps: spread(entry.runs.map((run) => stepsTo(target, run, terms.every))).median,
      stateBytesPerParameter: stateBytes / parameters,
      msPerStep: spread(entry.runs.map(({ seconds }) => (1000 * seconds) / terms.steps)).median,
      isLikeBest: i > 0 && Number.isFinite(final.median) && isWithinNoise(best, final),
    };
  });
}

export const showSpread = ({ low, median, high }: Spread): string =>
  Number.isFinite(median) ? `${short(median)} [${short(low)}, ${short(high)}]` : "broke off";

export const showScore = ({ median, high }: Spread): string =>
  Number.isFinite(median) && Number.isFinite(high) ? median.toFixed(3) : "–";

export const showSteps = (steps: number): string => (Number.isFinite(steps) ? `${steps}` : "–");

export function leaderboard(comparison: Comparison, timing: boolean): string {
  const { terms, entries, warnings } = comparison;
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
    `final loss: mean of the last tenth of the steps. ≈: within the noise of the best. steps: to a loss of ${short(targetLoss(entries))}.`,
    ...terms.seeds.map(
      (seed, i) => `seed ${seed}: initial weights ${entries[0].runs[i].weights}, batches ${batchesOf(entries, i)}`,
    ),
    ...warnings.map((warning) => `beware: ${warning}`),
  ].join("\n");
}

/** The checksum of the batches of those that saw them all. */
export function batchesOf(entries: readonly Entry[], seed: number): string {
  const whole = entries.find(({ runs }) => runs[seed].failure === null);
  return whole?.runs[seed].batches ?? "of no complete run";
}
