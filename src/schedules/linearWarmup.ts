import { countOrZero, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Linear warmup: rises to `value` in `steps` equal amounts, then constant. The first value is above 0.
 *
 *     η(t) = value · min(t, steps) / steps
 *
 * Goyal et al., "Accurate, large minibatch SGD", 2017, section 2.2. https://arxiv.org/abs/1706.02677
 *
 * As a factor it warms up a schedule that runs meanwhile: `scale(linearWarmup(100), cosine(0.1, 2000))`. `warmup`
 * starts the schedule after the warmup.
 *
 *     linearWarmup(4, 0.1)     // 0.025, 0.05, 0.075, 0.1, 0.1, …
 */
export const linearWarmup = defineSchedule<[steps: number, value?: number]>(
  "linearWarmup",
  { steps: countOrZero, value: finite.or(1) },
  (steps, value) => (t) => (t < steps ? (value * t) / steps : value),
);
