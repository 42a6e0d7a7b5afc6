/** @file Describes a run in words: for the table, the summary and screen readers. */

import { tickText } from "../../src/cli/report/svg.ts";
import { short, terse } from "../../src/cli/terminal/numbers.ts";
import { type Choice, ruleOf } from "./choice.ts";
import { descend, farAway, type Path } from "./descend.ts";
import type { Run } from "./run.ts";
import type { LabState } from "./state.ts";

/** The changes to every gradient in words; "" without any. The legend and every export say it. */
export function treatment({ noise, clip, decay }: Pick<LabState, "noise" | "clip" | "decay">): string {
  const parts = [
    ...(noise > 0 ? [`noise of deviation ${terse(noise)} is added`] : []),
    ...(clip > 0 ? [`the norm is clipped to ${terse(clip)}`] : []),
    ...(decay > 0 ? [`${terse(decay)} θ is added (L2 weight decay)`] : []),
  ];
  return parts.length === 0 ? "" : `Every gradient: ${parts.join(", then ")}.`;
}

/** True if the path ended before step t. */
export const hasDiverged = ({ diverged, last }: Path, t: number): boolean => diverged && t > last;

/** The value at step t, or the last one before the path diverged. */
export const valueAt = ({ values, last }: Path, t: number): number => values[Math.min(t, last)];

/** `diverged at step 31: a coordinate beyond 10⁶; try lr ≤ 0.002`. */
export function divergenceText(run: Run, state: LabState, i: number): string {
  const rate = safeRate(run, state, i);
  const advice = rate === null ? "no smaller rate that was tried stays" : `try lr ≤ ${terse(rate)}`;
  return `diverged at step ${run.paths[i].last + 1}: a coordinate beyond ${tickText(farAway)}; ${advice}`;
}

const halvings = 12;

/** The largest of lr/2, lr/4, … with which the path does not diverge, in one digit; null if none is. */
export function safeRate({ surface, start, rates }: Run, state: LabState, i: number): number | null {
  const candidates = Array.from({ length: halvings }, (_, k) => oneDigit(rates[i] / 2 ** (k + 1)));
  const settings = (lr: number): Choice => ({ ...state.choices[i], settings: { ...state.choices[i].settings, lr } });
  const stays = (lr: number): boolean => !descend(surface, start, [ruleOf(settings(lr), lr)], state)[0].diverged;
  return candidates.find(stays) ?? null;
}

/** Rounds down to one significant digit. */
function oneDigit(x: number): number {
  if (x === 0) return 0;
  const unit = Math.floor(Math.log10(x));
  return Number(`${Math.floor(x / 10 ** unit + 1e-9)}e${unit}`);
}

/** One or two sentences about step t. */
export function summary({ names, paths }: Run, t: number): string {
  if (names.length === 0) return "No rule is on the stage; add one.";
  const [gone, going] = [true, false].map((is) => names.filter((_, i) => hasDiverged(paths[i], t) === is));
  const best = paths
    .map((path, i) => ({ name: names[i], value: valueAt(path, t), gone: hasDiverged(path, t) }))
    .filter((one) => !one.gone)
    .sort((a, b) => a.value - b.value)[0];
  const lowest = best && `At step ${t}, ${best.name} is lowest of ${going.length}: f = ${short(best.value)}.`;
  const lost = gone.length > 0 && `Diverged: ${gone.join(", ")}.`;
  return [lowest, lost].filter(Boolean).join(" ");
}
