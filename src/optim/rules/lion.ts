import { fraction, nonNegative } from "../../check/kinds.ts";
import { lion as kernel } from "../../generated/kernels/lion.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sign } = Math;

/**
 * Lion moves every weight by η along the sign of its momentum.
 *
 *     cₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     θₜ = θₜ₋₁ − η (sign cₜ + λ θₜ₋₁)
 *     mₜ = β₂ mₜ₋₁ + (1 − β₂) gₜ
 *
 * The paper recommends an η 3 to 10 times smaller than AdamW's, and a λ larger by the same factor. It keeps one
 * buffer, Adam two.
 */
export const lion = defineRule({
  name: "lion",
  source: {
    authors: "Chen et al.",
    title: "Symbolic Discovery of Optimization Algorithms",
    venue: "NeurIPS",
    year: 2023,
    url: "https://arxiv.org/abs/2302.06675",
    place: "Algorithm 2",
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-4),
    /** Weight β₁ of m against the new gradient in the move. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of m, the average of gradients. */ beta2: fraction.or(0.99),
    /** Decoupled weight decay λ. */ weightDecay: nonNegative.or(0),
  },
  init: (theta) => ({ m: zerosLike(theta) }),

  update({ theta, g }, { m }, { lr, beta1, beta2, weightDecay }) {
    for (let i = 0; i < theta.length; i++) {
      const c = beta1 * m[i] + (1 - beta1) * g[i];
      theta[i] -= lr * (sign(c) + weightDecay * theta[i]);
      m[i] = beta2 * m[i] + (1 - beta2) * g[i];
    }
  },

  differsFrom: [
    { who: "Flux", how: "β₂ is 0.999, here 0.99." },
    { who: "optax", how: "λ is 0.001, here 0." },
  ],

  kernel,
});
