import { fraction, nonNegative } from "../../check/kinds.ts";
import { adam as kernel } from "../../generated/kernels/adam.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

const source = {
  authors: "Kingma & Ba",
  title: "Adam: A Method for Stochastic Optimization",
  venue: "ICLR",
  year: 2015,
  url: "https://arxiv.org/abs/1412.6980",
  place: "Algorithm 1",
};

/**
 * Adam divides momentum by the root mean square of each weight's gradients.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − α m̂ₜ / (√(v̂ₜ + εᵣ) + ε)      εᵣ = `epsRoot`, 0 in the paper
 *
 * m and v start at 0, and the corrections undo that: on a constant gradient every step is α.
 * In the code `powInt` is βᵗ with the same bits in every engine. `safeDivide` moves nothing where the divisor is 0.
 */
export const adam = defineRule({
  name: "adam",
  source,
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** εᵣ, added under the root. */ epsRoot: nonNegative.or(0),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, epsRoot }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= lr * safeDivide(mHat, sqrt(vHat + epsRoot) + eps);
    }
  },

  variants: {
    /**
     *     αₜ = α √(1 − β₂ᵗ) / (1 − β₁ᵗ)
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     θₜ = θₜ₋₁ − αₜ mₜ / (√vₜ + ε)
     */
    tensorflow: {
      source: { ...source, place: "the end of section 2" },
      hyper: { eps: nonNegative.or(1e-7), epsRoot: undefined },
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }) {
        const correction1 = 1 - powInt(beta1, t);
        const correction2 = 1 - powInt(beta2, t);
        const rate = (lr * sqrt(correction2)) / correction1;
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          theta[i] -= rate * safeDivide(m[i], sqrt(v[i]) + eps);
        }
      },
    },

    /**
     *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
     *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
     *     θₜ = θₜ₋₁ − α mₜ / (√vₜ + ε)
     */
    mlx: {
      source: {
        authors: "MLX",
        title: "mlx.optimizers.Adam",
        year: 2023,
        url: "https://ml-explore.github.io/mlx/build/html/python/optimizers/_autosummary/mlx.optimizers.Adam.html",
        place: "bias_correction=False",
      },
      hyper: { epsRoot: undefined },
      update({ theta, g }, { m, v }, { lr, beta1, beta2, eps }) {
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          theta[i] -= lr * safeDivide(m[i], sqrt(v[i]) + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "Keras and TensorFlow",
      variant: "tensorflow",
      how: "ε is added to the uncorrected root. At t = 1 it weighs 1 / √(1 − β₂) = 31.6 times more. Their default is 1e-7.",
    },
    {
      who: "MLX",
      variant: "mlx",
      how: "Nothing is corrected by default. The first step is (1 − β₁) / √(1 − β₂) = 3.16 times Adam's.",
    },
  ],

  kernel,
});
