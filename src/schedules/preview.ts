import type { Schedule } from "./schedule.ts";
import { check, count } from "./support/kind.ts";

/**
 * The values at the first `n` updates, t = 1 … n.
 *
 *     preview(linearDecay(1, 4), 5)     // [1, 0.75, 0.5, 0.25, 0]
 */
export const preview = (schedule: Schedule, n: number): number[] =>
  Array.from({ length: check("preview", "n", count, n) }, (_, i) => schedule(i + 1));
