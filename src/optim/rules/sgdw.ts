import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { sgdw as kernel } from "../../generated/kernels/sgdw.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const source = {
  authors: "Loshchilov & Hutter",
  title: "Decoupled Weight Decay Regularization",
  venue: "ICLR",
  year: 2019,
  url: "https://arxiv.org/abs/1711.05101",
  place: "Algorithm 1",
};

/**
 * SGDW is momentum with weight decay beside the velocity.
 *
 *     uₜ = μ uₜ₋₁ + α gₜ
 *     θₜ = θₜ₋₁ − uₜ − α λ θₜ₋₁
 *
 * Without momentum this equals L2 regularization with the same λ (the paper's Proposition 1). With momentum it does
 * not: L2 would average the decay along with the gradients.
 */
export const sgdw = defineRule({
  name: "sgdw",
  source,
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-2),
    /** Momentum μ, the share of the last move. */ mu: fraction.or(0.9),
    /** Decoupled weight decay λ. */ weightDecay: nonNegative.or(1e-4),
  },
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g }, { u }, { lr, mu, weightDecay }) {
    for (let i = 0; i < theta.length; i++) {
      u[i] = mu * u[i] + lr * g[i];
      theta[i] -= u[i] + lr * weightDecay * theta[i];
    }
  },

  variants: {
    /**
     *     ηₜ = αₜ / α                      α = `baseLr`: the schedule without the learning rate
     *     uₜ = μ uₜ₋₁ + αₜ gₜ
     *     θₜ = θₜ₋₁ − uₜ − ηₜ λ θₜ₋₁
     */
    paper: {
      source,
      hyper: {
        /** Learning rate α without its schedule, which alone scales the decay. */ baseLr: positive.or(1e-2),
      },
      update({ theta, g }, { u }, { lr, mu, weightDecay, baseLr }) {
        const schedule = lr / baseLr;
        for (let i = 0; i < theta.length; i++) {
          u[i] = mu * u[i] + lr * g[i];
          theta[i] -= u[i] + schedule * weightDecay * theta[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "the paper",
      variant: "paper",
      how: "The decay is scaled by the schedule only, which at the default α is 1 / α = 100 times more decay. Here as in Keras.",
    },
    { who: "PyTorch", how: "SGD has L2 regularization instead: `l2(momentum())`." },
  ],

  kernel,
});
