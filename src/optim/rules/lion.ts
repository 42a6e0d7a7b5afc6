import { fraction, nonNegative } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sign } = Math;

/**
 * Lion — Chen et al., "Symbolic Discovery of Optimization Algorithms", NeurIPS 2023.
 * https://arxiv.org/abs/2302.06675, Algorithm 2.
 *
 *     cₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     θₜ = θₜ₋₁ − η (sign cₜ + λ θₜ₋₁)
 *     mₜ = β₂ mₜ₋₁ + (1 − β₂) gₜ
 *
 * Every weight moves by η, up or down, so η wants to be 3 to 10 times smaller and λ that much larger than AdamW's.
 * One buffer, where Adam keeps two.
 *
 * Differs from Flux in β₂ (0.999 there) and from optax in λ (0.001 there); the equations are everybody's.
 */
export const lion = defineRule({
  name: "lion",
  hyper: {
    lr: nonNegative.or(1e-4),
    beta1: fraction.or(0.9),
    beta2: fraction.or(0.99),
    weightDecay: nonNegative.or(0),
  },
  init: (theta) => ({ m: zerosLike(theta) }),

  update({ theta, g }, { m }, { lr, beta1, beta2, weightDecay }) {
    for (let i = 0; i < theta.length; i++) {
      const c = beta1 * m[i] + (1 - beta1) * g[i];
      theta[i] -= lr * (sign(c) + weightDecay * theta[i]);
      m[i] = beta2 * m[i] + (1 - beta2) * g[i];
    }
  },
});
