import { count, finite, oneOf, unitInterval } from "../check/kinds.ts";
import { pow } from "../math/pow.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Cycles between `low` and `high`: `stepsUp` updates up in a straight line, `stepsDown` updates down.
 *
 *     η(t) = low + (high − low) · height(t) · shrink(t)
 *     height = triangle of 0 at t = 1, 1 after stepsUp updates, 0 after stepsUp + stepsDown
 *     shrink = 1                  mode "triangular"
 *     shrink = 2^(−cycle)         mode "triangular2", cycle = 0, 1, 2, …
 *     shrink = factor^(t − 1)     mode "expRange"
 *
 * Smith, "Cyclical learning rates for training neural networks", WACV 2017, section 3.1.
 * https://arxiv.org/abs/1506.01186
 *
 *     cyclic(0.1, 0.5, 4, 4)     // 0.1, 0.2, 0.3, 0.4, 0.5, 0.4, 0.3, 0.2, 0.1, …
 */
export const cyclic = defineSchedule<
  [
    low: number,
    high: number,
    stepsUp: number,
    stepsDown: number,
    mode?: "triangular" | "triangular2" | "expRange",
    factor?: number,
  ]
>(
  "cyclic",
  {
    low: finite,
    high: finite,
    stepsUp: count,
    stepsDown: count,
    mode: oneOf("triangular", "triangular2", "expRange").or("triangular"),
    factor: unitInterval.or(1),
  },
  (low, high, stepsUp, stepsDown, mode, factor) => {
    if (factor !== 1 && mode !== "expRange") {
      throw new RangeError(`cyclic: mode must be "expRange" to use factor, got mode "${mode}" and factor ${factor}`);
    }
    const length = stepsUp + stepsDown;
    return (t) => {
      const s = (t - 1) % length;
      const height = s <= stepsUp ? s / stepsUp : (length - s) / stepsDown;
      const cycle = Math.floor((t - 1) / length);
      const shrink = mode === "triangular" ? 1 : mode === "triangular2" ? pow(0.5, cycle) : pow(factor, t - 1);
      return low + (high - low) * height * shrink;
    };
  },
);
