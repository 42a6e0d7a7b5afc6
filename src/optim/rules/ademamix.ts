import { countOrZero, fraction, nonNegative } from "../../check/kinds.ts";
import { ademamix as kernel } from "../../generated/kernels/ademamix.ts";
import { exp } from "../../math/exp.ts";
import { log, powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { min, sqrt } = Math;

/**
 * AdEMAMix adds a second, slow average of gradients to Adam's momentum.
 *
 *     sₜ = min(1, t / T)                                 T = `warmupSteps`; T = 0 gives 1
 *     αₜ = sₜ α
 *     β₃ₜ = min(exp(1 / ((1 − sₜ) / ln β₁ + sₜ / ln β₃)), β₃)
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     slowₜ = β₃ₜ slowₜ₋₁ + (1 − β₃ₜ) gₜ                  m₂ of the paper, not corrected
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − η ((m̂ₜ + αₜ slowₜ) / (√v̂ₜ + ε) + λ θₜ₋₁)
 *
 * 1 / ln β is in proportion to the half-life of an average. So the half-life of `slow` grows linearly from m's to its
 * own. At β₃ = 0.9999 it is 6,931 steps. The paper sets T to the number of steps of the run.
 */
export const ademamix = defineRule({
  name: "ademamix",
  source: {
    authors: "Pagliardini, Ablin & Grangier",
    title: "The AdEMAMix Optimizer: Better, Faster, Older",
    venue: "ICLR",
    year: 2025,
    url: "https://arxiv.org/abs/2409.03137",
    place: "Algorithm 1",
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** Decay rate β₃ of `slow`, the slow average of gradients. */ beta3: fraction.or(0.9999),
    /** Weight α of `slow` beside m. */ alpha: nonNegative.or(5),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** Decoupled weight decay λ. */ weightDecay: nonNegative.or(0),
    /** Steps T over which α and β₃ grow to their values; 0 for none. */ warmupSteps: countOrZero.or(0),
  },
  init: (theta) => ({ m: zerosLike(theta), slow: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, slow, v }, { lr, beta1, beta2, beta3, alpha, eps, weightDecay, warmupSteps }) {
    const share = min(1, t / warmupSteps);
    const alphaNow = share * alpha;
    const beta3Now = share < 1 ? min(exp(1 / ((1 - share) / log(beta1) + share / log(beta3))), beta3) : beta3;
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      slow[i] = beta3Now * slow[i] + (1 - beta3Now) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= lr * (safeDivide(mHat + alphaNow * slow[i], sqrt(vHat) + eps) + weightDecay * theta[i]);
    }
  },

  kernel,
});
