import { nonNegative } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { clippedNorm } from "../support/clip.ts";

/**
 * Clips the norm of every parameter's gradient.
 *
 *     ‖g‖ > c:   g ← (c / ‖g‖) g          c = `maxNorm`
 *
 * For the norm over all parameters together call `clipGradNorm` before the step.
 */
export const clipByNorm = defineWrapper({
  name: "clipByNorm",
  source: {
    authors: "Pascanu, Mikolov & Bengio",
    title: "On the difficulty of training recurrent neural networks",
    venue: "ICML",
    year: 2013,
    url: "https://arxiv.org/abs/1211.5063",
    place: "Algorithm 1",
  },
  hyper: {
    /** Largest norm c of a parameter's gradient. */ maxNorm: nonNegative,
  },
  elementwise: false,

  gradient: ({ g }, { maxNorm }) => clippedNorm(g, maxNorm),
});
