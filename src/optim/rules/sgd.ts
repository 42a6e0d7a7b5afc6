import { nonNegative } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";

/**
 * Gradient descent — Cauchy, "Méthode générale pour la résolution des systèmes d'équations simultanées", 1847;
 * stochastic: Robbins & Monro, "A Stochastic Approximation Method", 1951.
 *
 *     θₜ = θₜ₋₁ − η gₜ
 *
 * On ½ λ θ² each step multiplies θ by 1 − ηλ: it converges exactly when 0 < η < 2/λ.
 */
export const sgd = defineRule({
  name: "sgd",
  hyper: { lr: nonNegative.or(1e-2) },
  init: () => ({}),

  update({ theta, g }, _state, { lr }) {
    for (let i = 0; i < theta.length; i++) {
      theta[i] -= lr * g[i];
    }
  },
});
