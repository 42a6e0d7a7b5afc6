import { count, finite, unitInterval } from "../check/kinds.ts";
import { powInt } from "../math/portable.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Multiplied by `factor` after every `every` updates. PyTorch: StepLR.
 *
 *     η(t) = from · factor^⌊(t − 1) / every⌋
 *
 *     stepDecay(0.1, 30)(30)     // 0.1; at 31: 0.01
 */
export const stepDecay = defineSchedule<[from: number, every: number, factor?: number]>(
  "stepDecay",
  { from: finite, every: count, factor: unitInterval.or(0.1) },
  (from, every, factor) => (t) => from * powInt(factor, Math.floor((t - 1) / every)),
);
