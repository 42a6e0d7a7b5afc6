import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { adamw as kernel } from "../../generated/kernels/adamw.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

const source = {
  authors: "Loshchilov & Hutter",
  title: "Decoupled Weight Decay Regularization",
  venue: "ICLR",
  year: 2019,
  url: "https://arxiv.org/abs/1711.05101",
  place: "Algorithm 2",
};

/**
 * AdamW is Adam with weight decay beside the moments instead of inside the gradient.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − (α m̂ₜ / (√v̂ₜ + ε) + α λ θₜ₋₁)
 *
 * With g = 0 from the start weights shrink geometrically, by 1 − α λ a step. λ is PyTorch's default.
 */
export const adamw = defineRule({
  name: "adamw",
  source,
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** Decoupled weight decay λ. */ weightDecay: nonNegative.or(1e-2),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, weightDecay }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= lr * safeDivide(mHat, sqrt(vHat) + eps) + lr * weightDecay * theta[i];
    }
  },

  variants: {
    /**
     *     ηₜ = αₜ / α                            α = `baseLr`: the schedule without the learning rate
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     m̂ₜ = mₜ / (1 − β₁ᵗ)
     *     v̂ₜ = vₜ / (1 − β₂ᵗ)
     *     θₜ = θₜ₋₁ − (αₜ m̂ₜ / (√v̂ₜ + ε) + ηₜ λ θₜ₋₁)
     */
    paper: {
      source,
      hyper: {
        /** Learning rate α without its schedule, which alone scales the decay. */ baseLr: positive.or(1e-3),
      },
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, weightDecay, baseLr }) {
        const schedule = lr / baseLr;
        const correction1 = 1 - powInt(beta1, t);
        const correction2 = 1 - powInt(beta2, t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          const mHat = m[i] / correction1;
          const vHat = v[i] / correction2;
          theta[i] -= lr * safeDivide(mHat, sqrt(vHat) + eps) + schedule * weightDecay * theta[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "the paper",
      variant: "paper",
      how: "The decay is scaled by the schedule only, not by α, so λ must be smaller by the factor α. Here as in PyTorch, optax and Keras. Seven steps from 1 with λ = 0.01 lead to 0.929 there, to 0.9968 here.",
    },
    { who: "optax and Keras", how: "The default λ is 1e-4 in optax and 4e-3 in Keras, 1e-2 here." },
  ],

  kernel,
});
