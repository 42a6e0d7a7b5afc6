import { count } from "../../check/kinds.ts";
import { defineSchedule } from "../defineSchedule.ts";
import type { Schedule } from "../schedule.ts";
import { schedule } from "../support/kinds.ts";

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
