import { fraction, nonNegative } from "../../check/kinds.ts";
import { amsgrad as kernel } from "../../generated/kernels/amsgrad.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, sqrt } = Math;

const source = {
  authors: "Reddi, Kale & Kumar",
  title: "On the Convergence of Adam and Beyond",
  venue: "ICLR",
  year: 2018,
  url: "https://arxiv.org/abs/1904.09237",
  place: "Algorithm 2",
};

/**
 * AMSGrad is Adam with the largest v̂ so far, so that large rare gradients are not forgotten.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ᵐᵃˣₜ = max(v̂ᵐᵃˣₜ₋₁, vₜ / (1 − β₂ᵗ))
 *     θₜ = θₜ₋₁ − α m̂ₜ / (√v̂ᵐᵃˣₜ + ε)
 *
 * The rate α / √v̂ᵐᵃˣ of a weight never grows. optax corrects in this order too.
 */
export const amsgrad = defineRule({
  name: "amsgrad",
  source: { ...source, place: "Algorithm 2, with Adam's corrections and ε" },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta), vMax: zerosLike(theta) }),

  update({ theta, g, t }, { m, v, vMax }, { lr, beta1, beta2, eps }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      vMax[i] = max(vMax[i], v[i] / correction2);
      theta[i] -= lr * safeDivide(mHat, sqrt(vMax[i]) + eps);
    }
  },

  variants: {
    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     m̂ₜ = mₜ / (1 − β₁ᵗ)
     *     vᵐᵃˣₜ = max(vᵐᵃˣₜ₋₁, vₜ)
     *     θₜ = θₜ₋₁ − α m̂ₜ / (√(vᵐᵃˣₜ / (1 − β₂ᵗ)) + ε)
     */
    pytorch: {
      source: {
        authors: "PyTorch",
        title: "torch.optim.Adam",
        year: 2018,
        url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html",
        place: "amsgrad=True",
      },
      update({ theta, g, t }, { m, v, vMax }, { lr, beta1, beta2, eps }) {
        const correction1 = 1 - powInt(beta1, t);
        const correction2 = 1 - powInt(beta2, t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          const mHat = m[i] / correction1;
          vMax[i] = max(vMax[i], v[i]);
          theta[i] -= lr * safeDivide(mHat, sqrt(vMax[i] / correction2) + eps);
        }
      },
    },

    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     vᵐᵃˣₜ = max(vᵐᵃˣₜ₋₁, vₜ)
     *     θₜ = θₜ₋₁ − α mₜ / (√vᵐᵃˣₜ + ε)         ε = 0 in the paper
     */
    paper: {
      source,
      hyper: { eps: nonNegative.or(0) },
      update({ theta, g }, { m, v, vMax }, { lr, beta1, beta2, eps }) {
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          vMax[i] = max(vMax[i], v[i]);
          theta[i] -= lr * safeDivide(m[i], sqrt(vMax[i]) + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch and Keras",
      variant: "pytorch",
      how: "The maximum is taken first and corrected then. 1 − β₂ᵗ grows, so the rate may grow again. After one gradient and zeros it falls from t = 1 to 10 by 52 % and rises until t = 40 by 31 %.",
    },
    {
      who: "the paper",
      variant: "paper",
      how: "Nothing is corrected, and ε is left out. The first step is (1 − β₁) / √(1 − β₂) = 3.16 times α.",
    },
  ],

  kernel,
});
