import { finite, fraction, nonNegative } from "../../check/kinds.ts";
import { radam as kernel } from "../../generated/kernels/radam.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, sqrt } = Math;

/**
 * RAdam rectifies Adam's step by the variance of 1/√v̂, and moves along momentum until that variance is known.
 *
 *     ρ∞ = 2 / (1 − β₂) − 1
 *     ρₜ = ρ∞ − 2 t β₂ᵗ / (1 − β₂ᵗ)
 *     rₜ = √( (ρₜ − 4)(ρₜ − 2) ρ∞ / ((ρ∞ − 4)(ρ∞ − 2) ρₜ) )
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − α rₜ m̂ₜ / (√v̂ₜ + ε)    if ρₜ > `threshold`
 *          θₜ₋₁ − α m̂ₜ                   otherwise
 *
 * The paper's threshold is 4, below which r is not real: the first rectified step is t = 5. For β₂ ≤ 0.6 none is.
 * The paper has no ε. Here it stands as in Adam.
 */
export const radam = defineRule({
  name: "radam",
  source: {
    authors: "Liu et al.",
    title: "On the Variance of the Adaptive Learning Rate and Beyond",
    venue: "ICLR",
    year: 2020,
    url: "https://arxiv.org/abs/1908.03265",
    place: "Algorithm 2",
  },
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** Rectifies the step where ρₜ is above this. */ threshold: finite.or(4),
  },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, threshold }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    const rhoInf = 2 / (1 - beta2) - 1;
    const rho = rhoInf - (2 * t * powInt(beta2, t)) / correction2;
    const ratios = ((rho - 4) * (rho - 2) * rhoInf) / ((rhoInf - 4) * (rhoInf - 2) * rho);
    const r = rho > max(threshold, 4) ? sqrt(ratios) : 0;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= r > 0 ? lr * r * safeDivide(mHat, sqrt(vHat) + eps) : lr * mHat;
    }
  },

  variants: {
    /**
     *     ρ∞, ρₜ, rₜ, mₜ, vₜ, m̂ₜ as above
     *     θₜ = θₜ₋₁ − α rₜ √(1 − β₂ᵗ) m̂ₜ / (√vₜ + ε)    if ρₜ > `threshold`
     *          θₜ₋₁ − α m̂ₜ                              otherwise
     */
    pytorch: {
      source: {
        authors: "PyTorch",
        title: "torch.optim.RAdam",
        year: 2021,
        url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.RAdam.html",
      },
      hyper: { threshold: finite.or(5) },
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, threshold }) {
        const correction1 = 1 - powInt(beta1, t);
        const correction2 = 1 - powInt(beta2, t);
        const rhoInf = 2 / (1 - beta2) - 1;
        const rho = rhoInf - (2 * t * powInt(beta2, t)) / correction2;
        const ratios = ((rho - 4) * (rho - 2) * rhoInf) / ((rhoInf - 4) * (rhoInf - 2) * rho);
        const r = rho > max(threshold, 4) ? sqrt(ratios) : 0;
        const rate = lr * r * sqrt(correction2);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          const mHat = m[i] / correction1;
          theta[i] -= r > 0 ? rate * safeDivide(mHat, sqrt(v[i]) + eps) : lr * mHat;
        }
      },
    },

    /**
     *     ρ∞, ρₜ, rₜ, mₜ, vₜ, m̂ₜ as above
     *     θₜ = θₜ₋₁ − α rₜ √(1 − β₂ᵗ) m̂ₜ / (√vₜ + ε)    if ρₜ > `threshold`
     *          θₜ₋₁                                     otherwise
     */
    authors: {
      source: {
        authors: "Liu",
        title: "RAdam",
        year: 2019,
        url: "https://github.com/LiyuanLucasLiu/RAdam",
        place: "radam/radam.py",
      },
      hyper: { threshold: finite.or(5) },
      update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, threshold }) {
        const correction1 = 1 - powInt(beta1, t);
        const correction2 = 1 - powInt(beta2, t);
        const rhoInf = 2 / (1 - beta2) - 1;
        const rho = rhoInf - (2 * t * powInt(beta2, t)) / correction2;
        const ratios = ((rho - 4) * (rho - 2) * rhoInf) / ((rhoInf - 4) * (rhoInf - 2) * rho);
        const r = rho > max(threshold, 4) ? sqrt(ratios) : 0;
        const rate = lr * r * sqrt(correction2);
        for (let i = 0; i < theta.length; i++) {
          m[i] = beta1 * m[i] + (1 - beta1) * g[i];
          v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
          const mHat = m[i] / correction1;
          theta[i] -= rate * safeDivide(mHat, sqrt(v[i]) + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch",
      variant: "pytorch",
      how: "It rectifies one step later, from t = 6, and adds ε to the uncorrected root. Seven steps from 1 lead to 0.999616 there, to 0.999702 here.",
    },
    {
      who: "the authors' program",
      variant: "authors",
      how: "It skips the steps that are not rectified, t = 1 to 5. Seven steps from 1 lead to 0.999966 there, to 0.999702 here.",
    },
  ],

  kernel,
});
