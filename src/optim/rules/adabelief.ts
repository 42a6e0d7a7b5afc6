import { fraction, nonNegative } from "../../check/kinds.ts";
import { adabelief as kernel } from "../../generated/kernels/adabelief.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * AdaBelief divides momentum by how far gradients were from their prediction m.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     sₜ = β₂ sₜ₋₁ + (1 − β₂) (gₜ − mₜ)² + ε
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     ŝₜ = sₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − α m̂ₜ / (√ŝₜ + ε)
 *
 * Steps are large where m was right.
 */
export const adabelief = defineRule({
  name: "adabelief",
  source: {
    authors: "Zhuang et al.",
    title: "AdaBelief Optimizer: Adapting Stepsizes by the Belief in Observed Gradients",
    venue: "NeurIPS",
    year: 2020,
    url: "https://arxiv.org/abs/2010.07468",
    place: "Algorithm 2",
  },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of s, the average of squared prediction errors. */ beta2: fraction.or(0.999),
    /** ε, added to s in every step and to the root. */ eps: nonNegative.or(1e-16),
  },
  init: (theta) => ({ m: zerosLike(theta), s: zerosLike(theta) }),

  update({ theta, g, t }, { m, s }, { lr, beta1, beta2, eps }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      s[i] = beta2 * s[i] + (1 - beta2) * (g[i] - m[i]) * (g[i] - m[i]) + eps;
      const mHat = m[i] / correction1;
      const sHat = s[i] / correction2;
      theta[i] -= lr * safeDivide(mHat, sqrt(sHat) + eps);
    }
  },

  differsFrom: [
    {
      who: "the paper",
      how: "The default ε is 1e-8. Added to s at every step it grows to ε / (1 − β₂) = 1e-5, which hides gradients below 0.003. Here it is 1e-16, as in the authors' later program and optax.",
    },
  ],

  kernel,
});
