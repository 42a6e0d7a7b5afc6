import { nonNegative } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { clippedNorm } from "../support/clip.ts";

/**
 * Clips the norm of every parameter's gradient, around any rule — Pascanu, Mikolov & Bengio, "On the difficulty of
 * training recurrent neural networks", ICML 2013, Algorithm 1.
 *
 *     ‖g‖ > c:   g ← (c / ‖g‖) g          c = `maxNorm`
 *
 * For the norm over all parameters together call `clipGradNorm` before the step.
 */
export const clipByNorm = defineWrapper({
  name: "clipByNorm",
  hyper: { maxNorm: nonNegative },
  elementwise: false,

  gradient: ({ g }, { maxNorm }) => clippedNorm(g, maxNorm),
});
