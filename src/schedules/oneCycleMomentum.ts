import { count, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { type Shape, shape, through } from "./oneCycle.ts";

/**
 * Momentum for `oneCycle`: falls from `high` to `low` while the learning rate rises, then rises again. With the same
 * `steps` and shape as the `oneCycle`, both turn at the same update.
 *
 *     oneCycleMomentum(0.85, 0.95, 100)     // 0.95 at t = 1, 0.85 at t = 30, 0.95 at t = 100
 */
export const oneCycleMomentum = defineSchedule<[low: number, high: number, steps: number, ...Shape]>(
  "oneCycleMomentum",
  { low: finite, high: finite, steps: count, ...shape },
  (low, high, steps, warmFraction, phases, anneal) => {
    const levels = phases === 2 ? [high, low, high] : [high, low, high, high];
    return through("oneCycleMomentum", levels, steps, warmFraction, anneal);
  },
);
