import { fraction, nonNegative } from "../../check/kinds.ts";
import { adopt as kernel } from "../../generated/kernels/adopt.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, min, sqrt } = Math;

const source = {
  authors: "Taniguchi et al.",
  title: "ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate",
  venue: "NeurIPS",
  year: 2024,
  url: "https://arxiv.org/abs/2411.02853",
};

/**
 * ADOPT divides the gradient by the root mean square of earlier gradients, then averages.
 *
 *     nₜ = gₜ / max(√vₜ₋₁, ε), clipped to ± (t − 1)^¼
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) nₜ
 *     θₜ = θₜ₋₁ − α mₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²      v₁ = g₁²
 *
 * v without gₜ is independent of gₜ. Adam's convergence lacks that. The first gradient only starts v.
 * The paper counts from the second gradient, so its t^¼ is (t − 1)^¼ here.
 */
export const adopt = defineRule({
  name: "adopt",
  source: { ...source, place: "Algorithm 2" },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of scaled gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.9999),
    /** ε, the smallest divisor. */ eps: nonNegative.or(1e-6),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }) {
    const limit = sqrt(sqrt(t - 1));
    const kept = t === 1 ? 0 : beta2;
    for (let i = 0; i < theta.length; i++) {
      const n = max(min(safeDivide(g[i], max(sqrt(v[i]), eps)), limit), -limit);
      m[i] = beta1 * m[i] + (1 - beta1) * n;
      theta[i] -= lr * m[i];
      v[i] = kept * v[i] + (1 - kept) * g[i] * g[i];
    }
  },

  variants: {
    /**
     *     nₜ = gₜ / max(√vₜ₋₁, ε)          n₁ = 0
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) nₜ
     *     θₜ = θₜ₋₁ − α mₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²      v₁ = g₁²
     */
    unclipped: {
      source: { ...source, place: "Algorithm 1" },
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }) {
        const kept = t === 1 ? 0 : beta2;
        for (let i = 0; i < theta.length; i++) {
          const n = t === 1 ? 0 : safeDivide(g[i], max(sqrt(v[i]), eps));
          m[i] = beta1 * m[i] + (1 - beta1) * n;
          theta[i] -= lr * m[i];
          v[i] = kept * v[i] + (1 - kept) * g[i] * g[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "Algorithm 1 of the paper",
      variant: "unclipped",
      how: "Nothing is clipped. After a first gradient of 0 a second one of 1 moves by (1 − β₁) α / ε = 100 there, by 1e-4 here.",
    },
  ],

  kernel,
});
