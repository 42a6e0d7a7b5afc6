import { fraction, nonNegative } from "../../check/kinds.ts";
import { lamb as kernel } from "../../generated/kernels/lamb.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * LAMB moves every parameter by a fraction η of its length.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     rₜ = m̂ₜ / (√v̂ₜ + ε) + λ θₜ₋₁
 *     θₜ = θₜ₋₁ − η (‖θₜ₋₁‖ / ‖rₜ‖) rₜ          the ratio is 1 where a norm is 0
 *
 * φ(x) = x. Biases and norms are best left out of decay and ratio: use a group with weightDecay 0, or another rule.
 */
export const lamb = defineRule({
  name: "lamb",
  source: {
    authors: "You et al.",
    title: "Large Batch Optimization for Deep Learning: Training BERT in 76 minutes",
    venue: "ICLR",
    year: 2020,
    url: "https://arxiv.org/abs/1904.00962",
    place: "Algorithm 2",
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-6),
    /** Weight decay λ, inside the scaled update. */ weightDecay: nonNegative.or(0.01),
  },
  elementwise: false,
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta), r: zerosLike(theta) }),

  update({ theta, g, t }, { m, v, r }, { lr, beta1, beta2, eps, weightDecay }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      r[i] = safeDivide(mHat, sqrt(vHat) + eps) + weightDecay * theta[i];
    }
    let weights = 0;
    for (let i = 0; i < theta.length; i++) weights += theta[i] * theta[i];
    let updates = 0;
    for (let i = 0; i < theta.length; i++) updates += r[i] * r[i];
    const trust = weights > 0 && updates > 0 ? sqrt(weights / updates) : 1;
    for (let i = 0; i < theta.length; i++) theta[i] -= lr * trust * r[i];
  },

  kernel,
});
