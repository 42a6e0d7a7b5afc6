import { count, countOrZero, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { annealLinear } from "./support/anneal.ts";

/**
 * Warmup, stable, decay: a linear warmup to `peak`, `peak` for `stableSteps` updates, a straight line down to `to`.
 *
 *     η(t) = peak · t / W                                     for the first W = warmupSteps updates
 *     η(t) = peak                                             for the next S = stableSteps
 *     η(t) = peak + (to − peak) · min((t − 1 − W − S) / D, 1)   with D = decaySteps
 *
 * Hägele et al., "Scaling laws and compute-optimal training beyond fixed training durations", NeurIPS 2024, section 3:
 * https://arxiv.org/abs/2405.18392. The stable part may be extended, and a decay may start from any of its checkpoints.
 *
 *     warmupStableDecay(0.1, 10, 80, 10)     // 0.01 at t = 1, 0.1 at 10 … 91, 0 from 101
 */
export const warmupStableDecay = defineSchedule<
  [peak: number, warmupSteps: number, stableSteps: number, decaySteps: number, to?: number]
>(
  "warmupStableDecay",
  { peak: finite, warmupSteps: countOrZero, stableSteps: countOrZero, decaySteps: count, to: finite.or(0) },
  (peak, warmupSteps, stableSteps, decaySteps, to) => (t) => {
    if (t <= warmupSteps) return (peak * t) / warmupSteps;
    const decayed = t - 1 - warmupSteps - stableSteps;
    return annealLinear(peak, to, Math.min(Math.max(decayed / decaySteps, 0), 1));
  },
);
