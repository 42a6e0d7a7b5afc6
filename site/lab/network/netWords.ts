/** @file A network run in words and as a table of numbers. */
import { counted } from "../../../src/check/counted.ts";
import { short, terse } from "../../../src/cli/terminal/numbers.ts";
import { tableSteps } from "../tableSteps.ts";
import type { CurveName, NetEnd, RuleRecord } from "./netRecord.ts";
import type { NetRun } from "./netRun.ts";
import type { NetState } from "./netState.ts";

/** The sentences about step t: the best rule, the diverged ones, and why the run ended. */
export function netSummary(run: NetRun, t: number): string {
  const { names, records } = run;
  if (names.length === 0) return "No rule trains; add one.";
  const isGone = ({ end }: RuleRecord): boolean => end?.why === "diverged" && t > end.t;
  const going = records.flatMap((record, i) => {
    const at = Math.min(t, record.done);
    const { testLoss, accuracy } = record.curves;
    return isGone(record) ? [] : [{ name: names[i], loss: testLoss[at], accuracy: accuracy[at] }];
  });
  const gone = names.filter((_, i) => isGone(records[i]));
  const best = [...going].sort((a, b) => a.loss - b.loss)[0];
  const lowest =
    best &&
    `At step ${t}, ${best.name} has the lowest test loss of ${going.length}: ${short(best.loss)}, accuracy ${percent(best.accuracy)}.`;
  return [lowest, gone.length > 0 && `Diverged: ${gone.join(", ")}.`, endText(run, t)].filter(Boolean).join(" ");
}

/** Says at the last step why the run stopped. */
function endText({ end, last, state }: NetRun, t: number): string {
  if (t < last) return "";
  return end === null ? `Stopped: ${state.steps} is the last step.` : "Stopped: every rule has ended.";
}

/** Why a rule trains no further; "" while it trains. */
export function endOf(end: NetEnd | null, { target, plateau }: NetState): string {
  if (end === null) return "";
  const words: Readonly<Record<NetEnd["why"], string>> = {
    diverged: `diverged at step ${end.t + 1}; try a smaller learning rate`,
    target: `stopped at step ${end.t}: test loss is at most ${terse(target)}`,
    plateau: `stopped at step ${end.t}: no lower test loss for ${counted(plateau, "step")}`,
  };
  return words[end.why];
}

/** Says that the runs are comparable, or where they are not, by fingerprints. */
export function fairnessText({ weights, records }: NetRun): string {
  const batches = records.filter(({ end }) => end === null).map((one) => one.batches);
  const isSame = [weights, batches].every((list) => new Set(list).size <= 1);
  const words = `initial weights ${weights[0] ?? "none"}, batches ${batches[0] ?? records[0]?.batches ?? "none"}`;
  return isSame
    ? `The same for every rule: ${words}.`
    : `Not the same for every rule: ${weights.join(", ")}; ${batches.join(", ")}.`;
}

/** The settings that change every rule: `cosine · l2 0.01 · clip 1`; "" without any. */
export function settingsText({ schedule, decay, lambda, clip }: NetState): string {
  return [
    schedule === "constant" ? "" : schedule,
    decay === "none" ? "" : `${decay} ${terse(lambda)}`,
    clip === 0 ? "" : `clipGradNorm ${terse(clip)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** How fast a run trained, and where. */
export function paceText(pace: number | null, problem: string | null): string {
  const where = problem === null ? "in a worker" : `in this page, because the browser refused a worker: ${problem}`;
  return pace === null
    ? `Trains ${where}.`
    : `Trained every rule ${counted(Math.round(pace), "step")} a second, ${where}.`;
}

export const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** A value of a curve: accuracies in percent, a value before the first step as a dash. */
export function curveValue(curve: CurveName, value: number | undefined): string {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (curve === "accuracy") return percent(value);
  return curve === "rate" ? terse(value) : short(value);
}

/** A curve at step t: `At step 60: sgd 0.6931, adam 0.4211.` */
export const curveText = ({ names, records }: NetRun, curve: CurveName, t: number): string =>
  `At step ${t}: ${names.map((name, i) => `${name} ${curveValue(curve, records[i].curves[curve][t])}`).join(", ")}.`;

/** The end of the steps' axis: the next 1, 2 or 5 times a power of ten, so that it seldom moves; at most `last`. */
export function axisEnd(done: number, last: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(done, 10)));
  return Math.min(last, [1, 2, 5, 10].map((times) => times * power).find((end) => end >= done) ?? last);
}

/** A curve of every rule at up to 25 steps. */
export function curveTable(
  { names, records, done }: NetRun,
  curve: CurveName,
): { head: readonly string[]; rows: readonly (readonly string[])[] } {
  return {
    head: ["Step", ...names],
    rows: tableSteps(done).map((t) => [`${t}`, ...records.map(({ curves }) => curveValue(curve, curves[curve][t]))]),
  };
}
