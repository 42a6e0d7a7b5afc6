import { count, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * A straight line from `from` at the first update to `to`, reached after `steps` updates and held.
 *
 *     η(t) = from + (to − from) · min((t − 1) / steps, 1)
 *
 *     linearDecay(1, 4)     // 1, 0.75, 0.5, 0.25, 0, 0, …
 */
export const linearDecay = defineSchedule<[from: number, steps: number, to?: number]>(
  "linearDecay",
  { from: finite, steps: count, to: finite.or(0) },
  (from, steps, to) => (t) => (t > steps ? to : from + (to - from) * ((t - 1) / steps)),
);
