import { nonNegative, positive } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { clipUnits } from "../support/clip.ts";

/**
 * Adaptive gradient clipping bounds each output unit's gradient by the size of its weights.
 *
 *     ‖gᵢ‖ > λ max(‖θᵢ‖, ε):   gᵢ ← λ max(‖θᵢ‖, ε) gᵢ / ‖gᵢ‖          λ = `clip`, for every output unit i
 *
 * A step of plain gradient descent then changes no unit by more than η λ of its size. `clipUnits` says what a unit
 * is.
 */
export const agc = defineWrapper({
  name: "agc",
  source: {
    authors: "Brock, De, Smith & Simonyan",
    title: "High-Performance Large-Scale Image Recognition Without Normalization",
    venue: "ICML",
    year: 2021,
    url: "https://arxiv.org/abs/2102.06171",
    place: "equation 3",
  },
  hyper: {
    /** λ, the largest norm of a unit's gradient relative to its weights. */ clip: positive.or(0.01),
    /** ε, the smallest norm of a unit's weights that counts. */ eps: nonNegative.or(1e-3),
  },
  elementwise: false,

  gradient: ({ g, theta, shape }, { clip, eps }) => clipUnits(g, theta, shape, clip, eps),
});
