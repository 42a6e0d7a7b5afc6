import { fraction, nonNegative } from "../../check/kinds.ts";
import { pow, powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * NAdam — Dozat, "Incorporating Nesterov Momentum into Adam", ICLR 2016 workshop, Algorithm 2 with its warming momentum.
 *
 *     μₜ = β₁ (1 − ½ · 0.96^(t ψ))             ψ = `momentumDecay`
 *     Pₜ = μ₁ μ₂ … μₜ
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̄ₜ = (1 − μₜ) gₜ / (1 − Pₜ) + μₜ₊₁ mₜ / (1 − Pₜ μₜ₊₁)
 *     θₜ = θₜ₋₁ − α m̄ₜ / (√(vₜ / (1 − β₂ᵗ)) + ε)
 *
 * Where Adam moves along m̂, this moves along what m̂ will be if the next gradient is like this one.
 *
 * Differs from Keras in ψ (1 there, PyTorch's 0.004 here) and from optax, which keeps μ = β₁ (`variant: "constant"`):
 * 7 steps from 1 lead to 0.997031 here, to 0.997158 and 0.996267 there.
 */
export const nadam = defineRule({
  name: "nadam",
  hyper: {
    lr: nonNegative.or(1e-3),
    beta1: fraction.or(0.9),
    beta2: fraction.or(0.999),
    eps: nonNegative.or(1e-8),
    momentumDecay: nonNegative.or(0.004),
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
    constant: {
      source: { authors: "DeepMind", title: "optax", year: 2020, url: "https://github.com/google-deepmind/optax" },
      hyper: { momentumDecay: undefined },
      update({ theta, g, t }, { m, v, product }, { lr, beta1, beta2, eps }) {
        product[0] *= beta1;
        const shareOfG = (1 - beta1) / (1 - product[0]);
        const shareOfM = beta1 / (1 - product[0] * beta1);
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
});
