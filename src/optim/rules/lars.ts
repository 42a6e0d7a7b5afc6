import { fraction, nonNegative } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * LARS — You, Gitman & Ginsburg, "Large Batch Training of Convolutional Networks", 2017.
 * https://arxiv.org/abs/1708.03888, Algorithm 1.
 *
 *     dₜ = gₜ + λ θₜ₋₁
 *     qₜ = trust ‖θₜ₋₁‖ / ‖dₜ‖          for each parameter; 1 where a norm is 0
 *     uₜ = μ uₜ₋₁ + η qₜ dₜ
 *     θₜ = θₜ₋₁ − uₜ
 *
 * Each parameter's rate is in proportion to its length, so that layers whose gradients differ a thousandfold train together.
 *
 * Differs from the paper, whose equation 6 divides by ‖gₜ‖ + λ‖θₜ₋₁‖, `denominator: "separate"`; the norm of the sum, as
 * in optax and Flux, makes the first move exactly η · trust · ‖θ‖ long.
 */
export const lars = defineRule({
  name: "lars",
  hyper: {
    lr: nonNegative.or(0.1),
    mu: fraction.or(0.9),
    trust: nonNegative.or(0.001),
    weightDecay: nonNegative.or(1e-4),
  },
  options: { denominator: ["combined", "separate"] },
  elementwise: false,
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g }, { u }, { lr, mu, trust, weightDecay }, { denominator }) {
    let weights = 0;
    for (let i = 0; i < theta.length; i++) weights += theta[i] * theta[i];
    let gradients = 0;
    for (let i = 0; i < theta.length; i++) gradients += g[i] * g[i];
    let decayed = 0;
    for (let i = 0; i < theta.length; i++) {
      const d = g[i] + weightDecay * theta[i];
      decayed += d * d;
    }
    const below = denominator === "separate" ? sqrt(gradients) + weightDecay * sqrt(weights) : sqrt(decayed);
    const q = weights > 0 && below > 0 ? (trust * sqrt(weights)) / below : 1;
    for (let i = 0; i < theta.length; i++) {
      const d = g[i] + weightDecay * theta[i];
      u[i] = mu * u[i] + lr * q * d;
      theta[i] -= u[i];
    }
  },
});
