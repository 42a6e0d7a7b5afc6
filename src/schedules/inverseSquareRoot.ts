import { count, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Constant for `steps` updates, then falling with the square root of t. The number of updates need not be known.
 *
 *     η(t) = from · √(steps / max(t, steps))
 *
 * Raffel et al., "Exploring the limits of transfer learning" (T5), JMLR 2020, section 3.1.2: 1 / √max(n, k) is
 * from = 1 / √k, steps = k. https://arxiv.org/abs/1910.10683
 *
 *     inverseSquareRoot(0.01, 100)(400)     // 0.005
 */
export const inverseSquareRoot = defineSchedule<[from: number, steps: number]>(
  "inverseSquareRoot",
  { from: finite, steps: count },
  (from, steps) => (t) => from * Math.sqrt(steps / Math.max(t, steps)),
);
