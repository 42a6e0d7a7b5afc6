import { fraction, nonNegative } from "../../check/kinds.ts";
import { lars as kernel } from "../../generated/kernels/lars.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

const source = {
  authors: "You, Gitman & Ginsburg",
  title: "Large Batch Training of Convolutional Networks",
  year: 2017,
  url: "https://arxiv.org/abs/1708.03888",
  place: "Algorithm 1",
};

/**
 * LARS gives each parameter a rate in proportion to its length ‖θ‖.
 *
 *     dₜ = gₜ + λ θₜ₋₁
 *     qₜ = τ ‖θₜ₋₁‖ / ‖dₜ‖          τ = `trust`; 1 where a norm is 0
 *     uₜ = μ uₜ₋₁ + η qₜ dₜ
 *     θₜ = θₜ₋₁ − uₜ
 *
 * The first move is exactly η τ ‖θ‖ long, so layers whose gradients differ a thousandfold train together.
 */
export const lars = defineRule({
  name: "lars",
  source: { ...source, place: "Algorithm 1, with the norm of gradient and decay together" },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(0.1),
    /** Momentum μ, the share of the last move. */ mu: fraction.or(0.9),
    /** τ, the length of a move relative to ‖θ‖. */ trust: nonNegative.or(0.001),
    /** Weight decay λ, inside the scaled update. */ weightDecay: nonNegative.or(1e-4),
  },
  elementwise: false,
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g }, { u }, { lr, mu, trust, weightDecay }) {
    let weights = 0;
    for (let i = 0; i < theta.length; i++) weights += theta[i] * theta[i];
    let decayed = 0;
    for (let i = 0; i < theta.length; i++) {
      const d = g[i] + weightDecay * theta[i];
      decayed += d * d;
    }
    const q = weights > 0 && decayed > 0 ? (trust * sqrt(weights)) / sqrt(decayed) : 1;
    for (let i = 0; i < theta.length; i++) {
      const d = g[i] + weightDecay * theta[i];
      u[i] = mu * u[i] + lr * q * d;
      theta[i] -= u[i];
    }
  },

  variants: {
    /**
     *     qₜ = τ ‖θₜ₋₁‖ / (‖gₜ‖ + λ ‖θₜ₋₁‖)
     *     dₜ = gₜ + λ θₜ₋₁
     *     uₜ = μ uₜ₋₁ + η qₜ dₜ
     *     θₜ = θₜ₋₁ − uₜ
     */
    paper: {
      source,
      update({ theta, g }, { u }, { lr, mu, trust, weightDecay }) {
        let weights = 0;
        for (let i = 0; i < theta.length; i++) weights += theta[i] * theta[i];
        let gradients = 0;
        for (let i = 0; i < theta.length; i++) gradients += g[i] * g[i];
        const below = sqrt(gradients) + weightDecay * sqrt(weights);
        const q = weights > 0 && below > 0 ? (trust * sqrt(weights)) / below : 1;
        for (let i = 0; i < theta.length; i++) {
          const d = g[i] + weightDecay * theta[i];
          u[i] = mu * u[i] + lr * q * d;
          theta[i] -= u[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "the paper",
      variant: "paper",
      how: "It divides by ‖g‖ + λ‖θ‖. With g = −λθ/2 the first move is a third as long there. Here as in optax and Flux.",
    },
  ],

  kernel,
});
