import { fraction, nonNegative } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

/**
 * Nesterov momentum — Nesterov, "A method of solving a convex programming problem with convergence rate O(1/k²)", 1983;
 * written for gradients taken where the weights are: Bengio, Boulanger-Lewandowski & Pascanu, "Advances in optimizing
 * recurrent networks", ICASSP 2013, https://arxiv.org/abs/1212.0901, equation 7.
 *
 *     uₜ = μ uₜ₋₁ − η gₜ
 *     θₜ = θₜ₋₁ + μ uₜ − η gₜ
 *
 * It is momentum whose weights are stored one look-ahead further: θ here is θ + μ u of Sutskever et al., ICML 2013.
 *
 * Differs from PyTorch and optax, which keep η outside (`lrPlacement: "outside"`); Keras is as above:
 *
 *     uₜ = μ uₜ₋₁ + gₜ
 *     θₜ = θₜ₋₁ − η (μ uₜ + gₜ)
 *
 * Both are the same for a constant η and differ as soon as a schedule changes it: inside, old steps keep their old η.
 */
export const nesterov = defineRule({
  name: "nesterov",
  hyper: { lr: nonNegative.or(1e-2), mu: fraction.or(0.9) },
  options: { lrPlacement: ["inside", "outside"] },
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g }, { u }, { lr, mu }, { lrPlacement }) {
    const gain = lrPlacement === "inside" ? -lr : 1;
    const rate = lrPlacement === "inside" ? 1 : -lr;
    for (let i = 0; i < theta.length; i++) {
      u[i] = mu * u[i] + gain * g[i];
      theta[i] += rate * (mu * u[i] + gain * g[i]);
    }
  },
});
