import { fraction, nonNegative } from "../../check/kinds.ts";
import { yogi as kernel } from "../../generated/kernels/yogi.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sign, sqrt } = Math;

/**
 * Yogi is Adam whose v moves by at most (1 − β₂) g² a step.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = vₜ₋₁ − (1 − β₂) sign(vₜ₋₁ − gₜ²) gₜ²     v₀ = `initial`
 *     θₜ = θₜ₋₁ − α mₜ / (√vₜ + ε)
 *
 * Adam's v forgets a large gradient fast once small ones follow. Here small gradients reduce v slowly, so the rate
 * grows slowly too.
 */
export const yogi = defineRule({
  name: "yogi",
  source: {
    authors: "Zaheer, Reddi, Sachan, Kale & Kumar",
    title: "Adaptive Methods for Nonconvex Optimization",
    venue: "NeurIPS",
    year: 2018,
    url: "https://papers.nips.cc/paper/8186-adaptive-methods-for-nonconvex-optimization",
    place: "Algorithm 2",
  },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-2),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-3),
    /** v₀, the average before the first step. */ initial: nonNegative.or(1e-6),
  },
  init: (theta, _shape, { initial }) => ({ m: zerosLike(theta), v: zerosLike(theta).fill(initial) }),

  update({ theta, g }, { m, v }, { lr, beta1, beta2, eps }) {
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] -= (1 - beta2) * sign(v[i] - g[i] * g[i]) * g[i] * g[i];
      theta[i] -= lr * safeDivide(m[i], sqrt(v[i]) + eps);
    }
  },

  variants: {
    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ                    m₀ = v₀ = `initial`
     *     vₜ = vₜ₋₁ − (1 − β₂) sign(vₜ₋₁ − gₜ²) gₜ²
     *     m̂ₜ = mₜ / (1 − β₁ᵗ)
     *     v̂ₜ = vₜ / (1 − β₂ᵗ)
     *     θₜ = θₜ₋₁ − α m̂ₜ / (√v̂ₜ + ε)
     */
    optax: {
      source: {
        authors: "optax",
        title: "optax.yogi",
        year: 2020,
        url: "https://optax.readthedocs.io/en/latest/api/optimizers.html#optax.yogi",
      },
      init: (theta, _shape, { initial }) => ({
        m: zerosLike(theta).fill(initial),
        v: zerosLike(theta).fill(initial),
      }),
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }) {
        const correction1 = 1 - powInt(beta1, t);
        const correction2 = 1 - powInt(beta2, t);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] -= (1 - beta2) * sign(v[i] - g[i] * g[i]) * g[i] * g[i];
          const mHat = m[i] / correction1;
          const vHat = v[i] / correction2;
          theta[i] -= lr * safeDivide(mHat, sqrt(vHat) + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "optax",
      variant: "optax",
      how: "Both moments are corrected, and m starts at `initial` too. A first gradient of 100 moves by 0.0316 here, by 0.0100 there.",
    },
  ],

  kernel,
});
