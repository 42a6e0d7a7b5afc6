import { nonNegative, positive } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";
import { clipUnits } from "../support/clip.ts";

/**
 * Adaptive gradient clipping, around any rule — Brock et al., "High-Performance Large-Scale Image Recognition Without
 * Normalization", ICML 2021, equation 3. https://arxiv.org/abs/2102.06171
 *
 *     ‖gᵢ‖ > λ max(‖θᵢ‖, ε):   gᵢ ← λ max(‖θᵢ‖, ε) gᵢ / ‖gᵢ‖          λ = `clip`, for every output unit i
 *
 * A step of plain gradient descent then changes no unit by more than η λ of its size. `clipUnits` says what a unit
 * is.
 */
export const agc = defineWrapper({
  name: "agc",
  hyper: { clip: positive.or(0.01), eps: nonNegative.or(1e-3) },
  elementwise: false,

  gradient: ({ g, theta, shape }, { clip, eps }) => clipUnits(g, theta, shape, clip, eps),
});
