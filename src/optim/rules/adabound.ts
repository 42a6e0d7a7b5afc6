import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { adabound as kernel } from "../../generated/kernels/adabound.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, min, sqrt } = Math;

const source = {
  authors: "Luo, Xiong, Liu & Sun",
  title: "Adaptive Gradient Methods with Dynamic Bound of Learning Rate",
  venue: "ICLR",
  year: 2019,
  url: "https://arxiv.org/abs/1902.09843",
  place: "Algorithm 2",
};

/**
 * AdaBound clips Adam's rate of each weight between bounds that close in on one rate.
 *
 *     αₜ = α √(1 − β₂ᵗ) / (1 − β₁ᵗ)
 *     f  = finalLr · α / baseLr                 a schedule moves the bounds too
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     ηₜ = clip(αₜ / (√vₜ + ε),  f (1 − 1 / (γ t + 1)),  f (1 + 1 / (γ t)))
 *     θₜ = θₜ₋₁ − ηₜ mₜ
 *
 * The rate is clipped, not the move. At first the bounds are 0 and ∞, which is Adam with ε beside the uncorrected
 * root.
 * Both tend to f, which is SGD with momentum: |ηₜ − f| ≤ f / (γ t).
 */
export const adabound = defineRule({
  name: "adabound",
  source: { ...source, place: "Algorithm 2, with the corrections, ε and bounds of the authors' program" },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** Rate that both bounds tend to. */ finalLr: nonNegative.or(0.1),
    /** γ: the bounds close in over about 1 / γ steps. */ gamma: positive.or(1e-3),
    /** Value of `lr` that `finalLr` belongs to: both bounds scale by lr / baseLr. */ baseLr: positive.or(1e-3),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, finalLr, gamma, baseLr }) {
    const alpha = (lr * sqrt(1 - powInt(beta2, t))) / (1 - powInt(beta1, t));
    const f = (finalLr * lr) / baseLr;
    const lower = f * (1 - 1 / (gamma * t + 1));
    const upper = f * (1 + 1 / (gamma * t));
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const rate = min(max(safeDivide(alpha, sqrt(v[i]) + eps), lower), upper);
      theta[i] -= rate * m[i];
    }
  },

  variants: {
    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     η̂ₜ = clip(α / √vₜ,  f (1 − 1 / ((1 − β₂) t + 1)),  f (1 + 1 / ((1 − β₂) t)))     f = `finalLr`
     *     θₜ = θₜ₋₁ − η̂ₜ / √t · mₜ
     */
    paper: {
      source,
      hyper: { eps: undefined, gamma: undefined, baseLr: undefined },
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, finalLr }) {
        const lower = finalLr * (1 - 1 / ((1 - beta2) * t + 1));
        const upper = finalLr * (1 + 1 / ((1 - beta2) * t));
        const slowing = sqrt(t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          const rate = min(max(safeDivide(lr, sqrt(v[i])), lower), upper);
          theta[i] -= (rate / slowing) * m[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "the paper",
      variant: "paper",
      how: "Nothing is corrected, ε is left out, and the rate is divided by √t as well, so it tends to 0 instead of f. The first step is (1 − β₁) / √(1 − β₂) = 3.16 times as long.",
    },
  ],

  kernel,
});
