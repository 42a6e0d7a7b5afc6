import { finite, positive } from "../check/kinds.ts";
import { exp } from "../math/exp.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Exponential decay: a factor of e every `timeConstant` updates.
 *
 *     η(t) = from · e^(−t / timeConstant)
 *
 * A time constant about the size of the training set (in updates) is the usual start.
 *
 * Differs from PyTorch's ExponentialLR, whose first update still has `from`: with γ = e^(−1 / timeConstant) its
 * value at one update is ours at the update before.
 *
 *     exponential(0.1, 1000)(1000)     // 0.1 / e
 */
export const exponential = defineSchedule<[from: number, timeConstant: number]>(
  "exponential",
  { from: finite, timeConstant: positive },
  (from, timeConstant) => (t) => from * exp(-t / timeConstant),
);
