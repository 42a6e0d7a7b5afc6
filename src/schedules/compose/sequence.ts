import { count } from "../../check/kinds.ts";
import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { schedule } from "../support/kinds.ts";

/**
 * `first` for `steps` updates, then `next`, which sees its own count start again at t = 1.
 *
 *     sequence(constant(0.1), 50, cosine(0.1, 100))     // the cosine's first update is the 51st
 */
export const sequence = defineSchedule<[first: Schedule, steps: number, next: Schedule]>(
  "sequence",
  { first: schedule, steps: count, next: schedule },
  (first, steps, next) => (t) => (t <= steps ? first(t) : next(t - steps)),
);
