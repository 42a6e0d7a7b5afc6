import { count, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";
import { annealCosine } from "./support/anneal.ts";

/**
 * Repeats half a cosine from `from` towards `to`. Each run is `multiplier` times as long as the one before.
 *
 *     η(t) = to + ½ (from − to) (1 + cos(π · Tcur / Ti)),     T₀ = steps,   Tᵢ₊₁ = multiplier · Tᵢ
 *
 * Loshchilov & Hutter, "SGDR: stochastic gradient descent with warm restarts", ICLR 2017, equation 5; Tcur counts the
 * updates since the last restart, from 0. https://arxiv.org/abs/1608.03983
 *
 *     cosineWarmRestarts(0.1, 10, 2)     // 0.1 again at t = 11, 31, 71, …
 */
export const cosineWarmRestarts = defineSchedule<[from: number, steps: number, multiplier?: number, to?: number]>(
  "cosineWarmRestarts",
  { from: finite, steps: count, multiplier: count.or(1), to: finite.or(0) },
  (from, steps, multiplier, to) => (t) => {
    let length = steps;
    let current = t - 1;
    if (multiplier === 1) current %= length;
    while (current >= length) {
      current -= length;
      length *= multiplier;
    }
    return annealCosine(from, to, current / length);
  },
);
