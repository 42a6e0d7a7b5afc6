import { finite, positive } from "../check/kinds.ts";
import { pow } from "../math/pow.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Reciprocal (inverse time) decay, with an exponent of about 1.
 *
 *     η(t) = from / (1 + t / timeConstant)^exponent
 *
 * Robbins & Monro, "A stochastic approximation method", 1951: with ½ < exponent ≤ 1 the values sum to infinity and
 * their squares do not. Stochastic gradient descent needs both to converge.
 *
 *     reciprocal(0.1, 100)(100)     // 0.05
 */
export const reciprocal = defineSchedule<[from: number, timeConstant: number, exponent?: number]>(
  "reciprocal",
  { from: finite, timeConstant: positive, exponent: positive.or(1) },
  (from, timeConstant, exponent) => (t) => from / pow(1 + t / timeConstant, exponent),
);
