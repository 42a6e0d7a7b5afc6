import { fraction, nonNegative } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

/**
 * Momentum (heavy ball) — Polyak, "Some methods of speeding up the convergence of iteration methods", 1964, equation 9;
 * with the learning rate inside the velocity, as in Sutskever et al., "On the importance of initialization and
 * momentum in deep learning", ICML 2013, equations 1 and 2.
 *
 *     uₜ = μ uₜ₋₁ − η gₜ
 *     θₜ = θₜ₋₁ + uₜ
 *
 * Differs from PyTorch and optax, which keep η outside (`lrPlacement: "outside"`):
 *
 *     uₜ = μ uₜ₋₁ + (1 − τ) gₜ          `firstStep: "undamped"`: u₁ = g₁, as PyTorch does when τ > 0
 *     θₜ = θₜ₋₁ − η uₜ
 *
 * Both are the same for a constant η and differ as soon as a schedule changes it: inside, old steps keep their old η.
 */
export const momentum = defineRule({
  name: "momentum",
  hyper: { lr: nonNegative.or(1e-2), mu: fraction.or(0.9), dampening: nonNegative.or(0) },
  options: { lrPlacement: ["inside", "outside"], firstStep: ["damped", "undamped"] },
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g, t }, { u }, { lr, mu, dampening }, { lrPlacement, firstStep }) {
    const share = firstStep === "undamped" && t === 1 ? 1 : 1 - dampening;
    const gain = lrPlacement === "inside" ? -lr * share : share;
    const rate = lrPlacement === "inside" ? 1 : -lr;
    for (let i = 0; i < theta.length; i++) {
      u[i] = mu * u[i] + gain * g[i];
      theta[i] += rate * u[i];
    }
  },
});
