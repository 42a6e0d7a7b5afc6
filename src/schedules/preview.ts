import { checkArgument } from "../check/checkArgument.ts";
import { count } from "../check/kinds.ts";
import type { Schedule } from "./schedule.ts";

/**
 * Returns the values at the first `n` updates, t = 1 … n.
 *
 *     preview(linearDecay(1, 4), 5)     // [1, 0.75, 0.5, 0.25, 0]
 */
export const preview = (schedule: Schedule, n: number): number[] =>
  Array.from({ length: checkArgument("preview", "n", n, count) }, (_, i) => schedule(i + 1));
