import { count, finite, positive } from "../check/kinds.ts";
import { pow } from "../math/pow.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * A power of the share of remaining updates. Exponent 1 is a line; larger exponents flatten towards the end.
 *
 *     η(t) = to + (from − to) · (1 − min((t − 1) / steps, 1))^exponent
 *
 * Chen et al., "DeepLab", 2016, section 4.1 ("poly", exponent 0.9). https://arxiv.org/abs/1606.00915
 *
 *     polynomial(0.1, 100, 0, 2)(51)     // 0.025
 */
export const polynomial = defineSchedule<[from: number, steps: number, to?: number, exponent?: number]>(
  "polynomial",
  { from: finite, steps: count, to: finite.or(0), exponent: positive.or(1) },
  (from, steps, to, exponent) => (t) => to + (from - to) * pow(1 - Math.min((t - 1) / steps, 1), exponent),
);
