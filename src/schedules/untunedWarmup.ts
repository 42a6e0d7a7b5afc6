import { finite, fraction } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * A linear warmup that needs no tuning: its length follows from Adam's β₂.
 *
 *     η(t) = value · min(1, ½ (1 − β₂) t)
 *
 * Ma & Yarats, "On the adequacy of untuned warmup for adaptive optimization", AAAI 2021, section 5.2.
 * https://arxiv.org/abs/1910.04209
 *
 * It does for Adam what RAdam's rectification rₜ does: updates stay small until about 2 / (1 − β₂) gradients are
 * seen.
 *
 *     untunedWarmup(0.999, 1e-3)(1000)     // 5e-4; 1e-3 from update 2000 on
 */
export const untunedWarmup = defineSchedule<[beta2: number, value?: number]>(
  "untunedWarmup",
  { beta2: fraction, value: finite.or(1) },
  (beta2, value) => (t) => value * Math.min(1, 0.5 * (1 - beta2) * t),
);
