import { finite, nonNegative } from "../check/kinds.ts";
import { powInt } from "../math/portable.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { countBelow } from "./piecewiseConstant.ts";
import { ascendingCounts } from "./support/kinds.ts";

/**
 * Multiplied by `factor` after each milestone. PyTorch: MultiStepLR.
 *
 *     η(t) = from · factor^(number of milestones m with t > m)
 *
 * He et al., "Deep residual learning", CVPR 2016, section 3.4, divides by 10 whenever the error plateaus.
 *
 *     multiStep(0.1, [60, 120])(61)     // 0.01
 */
export const multiStep = defineSchedule<[from: number, milestones: readonly number[], factor?: number]>(
  "multiStep",
  { from: finite, milestones: ascendingCounts, factor: nonNegative.or(0.1) },
  (from, milestones, factor) => (t) => from * powInt(factor, countBelow(milestones, t)),
);
