import { fraction, nonNegative } from "../../check/kinds.ts";
import { momentum as kernel } from "../../generated/kernels/momentum.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

/**
 * Momentum (heavy ball) repeats a share μ of the last move.
 *
 *     uₜ = μ uₜ₋₁ − η gₜ
 *     θₜ = θₜ₋₁ + uₜ
 *
 * η is inside the velocity, as in Sutskever et al., "On the importance of initialization and momentum in deep
 * learning", ICML 2013, equations 1 and 2: when a schedule changes η, old moves keep their old η.
 */
export const momentum = defineRule({
  name: "momentum",
  source: {
    authors: "Polyak",
    title: "Some methods of speeding up the convergence of iteration methods",
    venue: "USSR Computational Mathematics and Mathematical Physics 4",
    year: 1964,
    place: "equation 9",
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-2),
    /** Momentum μ, the share of the last move. */ mu: fraction.or(0.9),
  },
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g }, { u }, { lr, mu }) {
    for (let i = 0; i < theta.length; i++) {
      u[i] = mu * u[i] - lr * g[i];
      theta[i] += u[i];
    }
  },

  variants: {
    /**
     *     uₜ = μ uₜ₋₁ + (1 − τ) gₜ          τ = `dampening`; u₁ = g₁
     *     θₜ = θₜ₋₁ − η uₜ
     */
    pytorch: {
      source: {
        authors: "PyTorch",
        title: "torch.optim.SGD",
        year: 2016,
        url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html",
      },
      hyper: {
        /** Dampening τ, the share of later gradients that is left out. */ dampening: fraction.or(0),
      },
      update({ theta, g, t }, { u }, { lr, mu, dampening }) {
        const share = t === 1 ? 1 : 1 - dampening;
        for (let i = 0; i < theta.length; i++) {
          u[i] = mu * u[i] + share * g[i];
          theta[i] -= lr * u[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch and optax",
      variant: "pytorch",
      how: "η is outside the velocity: the same for a constant η. With η = 0.1, halved at step 4, seven steps from 1 lead to 0.8660 there, to 0.8349 here.",
    },
  ],

  kernel,
});
