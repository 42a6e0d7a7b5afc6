import { finite } from "../../check/kinds.ts";
import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { schedule } from "../support/kinds.ts";

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
