/** @file One cycle of the learning rate up and down, and of momentum down and up. */

import { count, finite, fraction, oneOf, positive } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { annealCosine, annealLinear } from "./support/anneal.ts";

export type Shape = [warmFraction?: number, phases?: 2 | 3, anneal?: "cosine" | "linear"];

export const shape = {
  warmFraction: fraction.or(0.3),
  phases: oneOf(2, 3).or(2),
  anneal: oneOf("cosine", "linear").or("cosine"),
};

/**
 * One cycle: rises from peak / divide to `peak` in the first `warmFraction` of `steps` updates, then falls to
 * peak / divide / finalDivide. With 3 phases it falls to the start as fast as it rose, then to the end. Constant after.
 *
 * Smith & Topin, "Super-convergence: very fast training of neural networks using large learning rates", 2018,
 * https://arxiv.org/abs/1708.07120. The paper has 3 linear phases. Two phases of half cosines are fast.ai's form
 * and the default of PyTorch's OneCycleLR, which gives the same values.
 *
 * Throws if the rise is shorter than one update, or with 3 phases longer than half.
 *
 *     oneCycle(0.1, 100)     // 0.004 at t = 1, 0.1 at t = 30, 4e-7 at t = 100
 */
export const oneCycle = defineSchedule<[peak: number, steps: number, divide?: number, finalDivide?: number, ...Shape]>(
  "oneCycle",
  { peak: finite, steps: count, divide: positive.or(25), finalDivide: positive.or(1e4), ...shape },
  (peak, steps, divide, finalDivide, warmFraction, phases, anneal) => {
    const start = peak / divide;
    const end = start / finalDivide;
    const levels = phases === 2 ? [start, peak, end] : [start, peak, start, end];
    return through("oneCycle", levels, steps, warmFraction, anneal);
  },
);

/**
 * Returns the curve from level to level. With s = t − 1, the turning points lie at s = rise, (2 · rise,) steps −
 * 1.
 * `rise` may be fractional.
 */
export function through(who: string, levels: readonly number[], steps: number, warmFraction: number, anneal: string) {
  const rise = warmFraction * steps - 1;
  const turns = levels.length === 3 ? [0, rise, steps - 1] : [0, rise, 2 * rise, steps - 1];
  if (turns.some((turn, i) => i > 0 && turn <= turns[i - 1])) {
    throw new RangeError(
      `${who}: with ${levels.length - 1} phases, warmFraction · steps must be > 1` +
        `${levels.length === 3 ? "" : " and warmFraction at most ½"}, got ${warmFraction} · ${steps}`,
    );
  }
  const between = anneal === "cosine" ? annealCosine : annealLinear;
  return (t: number): number => {
    let phase = 1;
    while (phase < turns.length - 1 && t - 1 > turns[phase]) phase++;
    const x = (t - 1 - turns[phase - 1]) / (turns[phase] - turns[phase - 1]);
    return between(levels[phase - 1], levels[phase], Math.min(x, 1));
  };
}
