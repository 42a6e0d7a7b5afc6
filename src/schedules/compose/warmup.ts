import { count } from "../../check/kinds.ts";
import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { schedule } from "../support/kinds.ts";

/**
 * A linear rise to the schedule's first value, reached at update `steps`, then the whole schedule from its beginning.
 *
 *     η(t) = schedule(1) · t / steps     for t ≤ steps
 *     η(t) = schedule(t − steps)         after
 *
 *     warmup(100, cosine(1e-3, 2000))(1)     // 1e-5, not 0: the first update counts
 */
export const warmup = defineSchedule<[steps: number, schedule: Schedule]>(
  "warmup",
  { steps: count, schedule },
  (steps, then) => (t) => (t <= steps ? (then(1) * t) / steps : then(t - steps)),
);
