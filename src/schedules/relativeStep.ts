import { oneOf } from "../check/kinds.ts";
import { defineSchedule } from "./defineSchedule.ts";

/**
 * Adafactor's relative step size: what replaces the learning rate there, before it is scaled by each parameter's size.
 *
 *     ρ(t) = min(10⁻², 1 / √t)             start: "flat"
 *     ρ(t) = min(10⁻⁶ · t, 1 / √t)         start: "warmup"
 *
 * Shazeer & Stern, "Adafactor: adaptive learning rates with sublinear memory cost", ICML 2018, Algorithm 6 and
 * section 9. https://arxiv.org/abs/1804.04235
 *
 *     relativeStep()(40_000)     // 0.005
 */
export const relativeStep = defineSchedule<[start?: "flat" | "warmup"]>(
  "relativeStep",
  { start: oneOf("flat", "warmup").or("flat") },
  (start) => (t) => Math.min(start === "flat" ? 1e-2 : 1e-6 * t, 1 / Math.sqrt(t)),
);
