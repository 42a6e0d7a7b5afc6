import { countOrZero } from "../../check/kinds.ts";
import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { schedule } from "../support/kinds.ts";

/**
 * Rises linearly to the schedule's first value at update `steps`, then runs the whole schedule from its beginning.
 * With 0 steps it is the schedule alone.
 *
 *     η(t) = schedule(1) · t / steps     for t ≤ steps
 *     η(t) = schedule(t − steps)         after
 *
 *     warmup(100, cosine(1e-3, 2000))(1)     // 1e-5, not 0: the first update counts
 */
export const warmup = defineSchedule<[steps: number, schedule: Schedule]>(
  "warmup",
  { steps: countOrZero, schedule },
  (steps, then) => (t) => (t <= steps ? (then(1) * t) / steps : then(t - steps)),
);
