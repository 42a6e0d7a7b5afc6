import { fraction, nonNegative } from "../../check/kinds.ts";
import { adamax as kernel } from "../../generated/kernels/adamax.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { abs, max } = Math;

/**
 * Adamax is Adam with the infinity norm, which needs neither a root nor ε.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     uₜ = max(β₂ uₜ₋₁, |gₜ|)
 *     θₜ = θₜ₋₁ − α / (1 − β₁ᵗ) · mₜ / uₜ
 *
 * A weight does not move while all its gradients were 0.
 */
export const adamax = defineRule({
  name: "adamax",
  source: {
    authors: "Kingma & Ba",
    title: "Adam: A Method for Stochastic Optimization",
    venue: "ICLR",
    year: 2015,
    url: "https://arxiv.org/abs/1412.6980",
    place: "Algorithm 2",
  },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(2e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of u, the largest gradient so far. */ beta2: fraction.or(0.999),
  },
  init: (theta) => ({ m: zerosLike(theta), uMax: zerosLike(theta) }),

  update({ theta, g, t }, { m, uMax }, { lr, beta1, beta2 }) {
    const correction1 = 1 - powInt(beta1, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      uMax[i] = max(beta2 * uMax[i], abs(g[i]));
      theta[i] -= (lr / correction1) * safeDivide(m[i], uMax[i]);
    }
  },

  variants: {
    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     uₜ = max(β₂ uₜ₋₁, |gₜ| + ε)
     *     θₜ = θₜ₋₁ − α / (1 − β₁ᵗ) · mₜ / uₜ
     */
    pytorch: {
      source: {
        authors: "PyTorch",
        title: "torch.optim.Adamax",
        year: 2016,
        url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.Adamax.html",
      },
      hyper: {
        /** ε, added to |g|. */ eps: nonNegative.or(1e-8),
      },
      update({ theta, g, t }, { m, uMax }, { lr, beta1, beta2, eps }) {
        const correction1 = 1 - powInt(beta1, t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          uMax[i] = max(beta2 * uMax[i], abs(g[i]) + eps);
          theta[i] -= (lr / correction1) * safeDivide(m[i], uMax[i]);
        }
      },
    },

    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     uₜ = max(β₂ uₜ₋₁, |gₜ|)
     *     θₜ = θₜ₋₁ − α / (1 − β₁ᵗ) · mₜ / (uₜ + ε)
     */
    keras: {
      source: {
        authors: "Keras",
        title: "keras.optimizers.Adamax",
        year: 2015,
        url: "https://keras.io/api/optimizers/adamax/",
      },
      hyper: {
        lr: nonNegative.or(1e-3),
        /** ε, added to u. */ eps: nonNegative.or(1e-7),
      },
      update({ theta, g, t }, { m, uMax }, { lr, beta1, beta2, eps }) {
        const correction1 = 1 - powInt(beta1, t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          uMax[i] = max(beta2 * uMax[i], abs(g[i]));
          theta[i] -= (lr / correction1) * safeDivide(m[i], uMax[i] + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch and optax",
      variant: "pytorch",
      how: "ε is added to |g| inside the maximum. A first gradient of 1e-8 moves half as far, 0.001 instead of 0.002.",
    },
    {
      who: "Keras",
      variant: "keras",
      how: "ε = 1e-7 is added to u, and α is 0.001. A first gradient of 1e-7 moves half as far.",
    },
  ],

  kernel,
});
