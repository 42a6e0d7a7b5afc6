import { fraction, nonNegative } from "../../check/kinds.ts";
import { nadam as kernel } from "../../generated/kernels/nadam.ts";
import { powInt } from "../../math/portable.ts";
import { pow } from "../../math/pow.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * NAdam moves along the m̂ that the next step will have if its gradient is like this one.
 *
 *     μₜ = β₁ (1 − ½ · 0.96^(t ψ))             ψ = `momentumDecay`
 *     Pₜ = μ₁ μ₂ … μₜ
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̄ₜ = (1 − μₜ) gₜ / (1 − Pₜ) + μₜ₊₁ mₜ / (1 − Pₜ μₜ₊₁)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − α m̄ₜ / (√v̂ₜ + ε)
 */
export const nadam = defineRule({
  name: "nadam",
  source: {
    authors: "Dozat",
    title: "Incorporating Nesterov Momentum into Adam",
    venue: "ICLR workshop",
    year: 2016,
    url: "https://openreview.net/forum?id=OM0jvwB8jIp57ZJjtNEZ",
    place: "Algorithm 2, with its warming momentum",
  },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** ψ: how fast μₜ grows from β₁ / 2 to β₁. */ momentumDecay: nonNegative.or(0.004),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta), product: new Float64Array([1]) }),

  update({ theta, g, t }, { m, v, product }, { lr, beta1, beta2, eps, momentumDecay }) {
    const mu = beta1 * (1 - 0.5 * pow(0.96, t * momentumDecay));
    const muNext = beta1 * (1 - 0.5 * pow(0.96, (t + 1) * momentumDecay));
    product[0] *= mu;
    const shareOfG = (1 - mu) / (1 - product[0]);
    const shareOfM = muNext / (1 - product[0] * muNext);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mBar = shareOfG * g[i] + shareOfM * m[i];
      const vHat = v[i] / correction2;
      theta[i] -= lr * safeDivide(mBar, sqrt(vHat) + eps);
    }
  },

  variants: {
    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     m̄ₜ = (1 − β₁) gₜ / (1 − β₁ᵗ) + β₁ mₜ / (1 − β₁ᵗ⁺¹)
     *     v̂ₜ = vₜ / (1 − β₂ᵗ)
     *     θₜ = θₜ₋₁ − α m̄ₜ / (√v̂ₜ + ε)
     */
    optax: {
      source: {
        authors: "optax",
        title: "optax.nadam",
        year: 2020,
        url: "https://optax.readthedocs.io/en/latest/api/optimizers.html#optax.nadam",
      },
      hyper: { momentumDecay: undefined },
      init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }) {
        const shareOfG = (1 - beta1) / (1 - powInt(beta1, t));
        const shareOfM = beta1 / (1 - powInt(beta1, t + 1));
        const correction2 = 1 - powInt(beta2, t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          const mBar = shareOfG * g[i] + shareOfM * m[i];
          const vHat = v[i] / correction2;
          theta[i] -= lr * safeDivide(mBar, sqrt(vHat) + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "Keras",
      how: "ψ is 1, here PyTorch's 0.004: `momentumDecay: 1`. Seven steps from 1 lead to 0.997158 there, to 0.997031 here.",
    },
    {
      who: "optax",
      variant: "optax",
      how: "μ stays β₁. Seven steps from 1 lead to 0.996267 there, to 0.997031 here.",
    },
  ],

  kernel,
});
