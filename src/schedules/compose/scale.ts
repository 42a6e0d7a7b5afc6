import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { numberOrSchedule, schedule } from "../support/kinds.ts";

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
