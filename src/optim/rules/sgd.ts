import { nonNegative } from "../../check/kinds.ts";
import { sgd as kernel } from "../../generated/kernels/sgd.ts";
import { defineRule } from "../defineRule.ts";

/**
 * Gradient descent moves against the gradient.
 *
 *     θₜ = θₜ₋₁ − η gₜ
 *
 * On ½ λ θ² each step multiplies θ by 1 − η λ, so it converges exactly when 0 < η < 2/λ. Cauchy described it
 * in 1847.
 */
export const sgd = defineRule({
  name: "sgd",
  source: {
    authors: "Robbins & Monro",
    title: "A Stochastic Approximation Method",
    venue: "Annals of Mathematical Statistics 22",
    year: 1951,
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-2),
  },
  init: () => ({}),

  update({ theta, g }, _state, { lr }) {
    for (let i = 0; i < theta.length; i++) {
      theta[i] -= lr * g[i];
    }
  },

  kernel,
});
