import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { finite, schedule } from "../support/kind.ts";

/**
 * A schedule that never falls below `floor`.
 *
 *     clampBelow(1e-5, exponential(0.1, 100))
 */
export const clampBelow = defineSchedule<[floor: number, schedule: Schedule]>(
  "clampBelow",
  { floor: finite, schedule },
  (floor, then) => (t) => Math.max(floor, then(t)),
);
