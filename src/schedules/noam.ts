import { count, countOrZero, finite } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * The Transformer's schedule: linear warmup, then the inverse square root, scaled by the width of the model.
 *
 *     η(t) = factor · dimension^(−½) · min(t^(−½), t · warmupSteps^(−3/2))
 *
 * Vaswani et al., "Attention is all you need", NeurIPS 2017, equation 3. https://arxiv.org/abs/1706.03762
 *
 *     noam(512, 4000)(4000)     // 6.988e-4, its largest value
 */
export const noam = defineSchedule<[dimension: number, warmupSteps: number, factor?: number]>(
  "noam",
  { dimension: count, warmupSteps: countOrZero, factor: finite.or(1) },
  (dimension, warmupSteps, factor) => (t) =>
    (factor / Math.sqrt(dimension)) * Math.min(1 / Math.sqrt(t), t / (warmupSteps * Math.sqrt(warmupSteps))),
);
