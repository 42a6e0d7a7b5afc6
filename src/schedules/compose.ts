/** @file Schedules made of schedules. */
import { defineSchedule } from "./defineSchedule.ts";
import { count, finite, numberOrSchedule, schedule } from "./kind.ts";
import type { Schedule } from "./schedule.ts";

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

/**
 * A schedule multiplied by a number or, update by update, by another schedule.
 *
 *     scale(linearWarmup(100), cosine(1e-3, 2000))     // warms up while the cosine already falls
 */
export const scale = defineSchedule<[factor: number | Schedule, schedule: Schedule]>(
  "scale",
  { factor: numberOrSchedule, schedule },
  (factor, then) => (typeof factor === "number" ? (t) => factor * then(t) : (t) => factor(t) * then(t)),
);

/**
 * A schedule that counts epochs: it stays at its value for t = n while the updates of the n-th epoch are made.
 *
 *     η(t) = schedule(⌈t / stepsPerEpoch⌉)
 *
 *     perEpoch(600, stepDecay(0.1, 30))     // × 0.1 after every 30 epochs of 600 updates
 */
export const perEpoch = defineSchedule<[stepsPerEpoch: number, schedule: Schedule]>(
  "perEpoch",
  { stepsPerEpoch: count, schedule },
  (stepsPerEpoch, then) => (t) => then(Math.ceil(t / stepsPerEpoch)),
);

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
