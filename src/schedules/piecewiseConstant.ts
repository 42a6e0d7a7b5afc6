import { finite, listOf } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { ascendingCounts } from "./support/kinds.ts";

/**
 * A table: `values[0]` up to and including update `boundaries[0]`, then `values[1]` up to and including
 * `boundaries[1]`, and so on. The last value never ends.
 *
 *     η(t) = values[number of boundaries b with t > b]
 *
 * A boundary is the last update of its piece. Keras has the same rule but counts updates from 0. PyTorch and Optax
 * count from 0 and switch at t ≥ b, which gives the same updates as here.
 *
 * Throws unless `values` has one value more than `boundaries`.
 *
 *     piecewiseConstant([100, 200], [0.1, 0.01, 0.001])(100)     // 0.1; at 101: 0.01
 */
export const piecewiseConstant = defineSchedule<[boundaries: readonly number[], values: readonly number[]]>(
  "piecewiseConstant",
  { boundaries: ascendingCounts, values: listOf(finite) },
  (boundaries, values) => {
    if (values.length !== boundaries.length + 1) {
      throw new RangeError(
        `piecewiseConstant: must have ${boundaries.length + 1} values, one more than boundaries, got ${values.length}`,
      );
    }
    return (t) => values[countBelow(boundaries, t)];
  },
);

/** Returns the number of ascending boundaries before t. */
export function countBelow(boundaries: readonly number[], t: number): number {
  let passed = 0;
  while (passed < boundaries.length && t > boundaries[passed]) passed++;
  return passed;
}
