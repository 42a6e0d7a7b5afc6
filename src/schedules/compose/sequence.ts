import { countOrZero } from "../../check/kinds.ts";
import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { schedule } from "../support/kinds.ts";

/**
 * Runs `first` for `steps` updates, then `next`, whose count starts again at t = 1. With 0 steps it is `next` alone.
 *
 *     sequence(constant(0.1), 50, cosine(0.1, 100))     // the cosine's first update is the 51st
 */
export const sequence = defineSchedule<[first: Schedule, steps: number, next: Schedule]>(
  "sequence",
  { first: schedule, steps: countOrZero, next: schedule },
  (first, steps, next) => (t) => (t <= steps ? first(t) : next(t - steps)),
);
