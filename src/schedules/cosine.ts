import { count, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { annealCosine } from "./support/anneal.ts";

/**
 * Half a cosine from `from` at the first update down to `to`, reached after `steps` updates and held.
 *
 *     η(t) = to + ½ (from − to) (1 + cos(π · min((t − 1) / steps, 1)))
 *
 * Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5.
 * https://arxiv.org/abs/1608.03983
 *
 *     cosine(0.1, 100)(51)     // 0.05
 */
export const cosine = defineSchedule<[from: number, steps: number, to?: number]>(
  "cosine",
  { from: finite, steps: count, to: finite.or(0) },
  (from, steps, to) => (t) => annealCosine(from, to, Math.min((t - 1) / steps, 1)),
);
