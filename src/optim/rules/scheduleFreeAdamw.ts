import { countOrZero, fraction, nonNegative } from "../../check/kinds.ts";
import { scheduleFreeAdamw as kernel } from "../../generated/kernels/scheduleFreeAdamw.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { min, sqrt } = Math;

/**
 * Schedule-Free AdamW averages its weights instead of decaying its learning rate.
 *
 *     γₜ = lr · min(1, t / warmupSteps)
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     zₜ = zₜ₋₁ − γₜ (gₜ / (√v̂ₜ + ε) + λ yₜ₋₁)     gₜ is taken at y
 *     cₜ = γₜ² / (γ₁² + … + γₜ²)
 *     xₜ = (1 − cₜ) xₜ₋₁ + cₜ zₜ
 *     yₜ = (1 − β₁) zₜ + β₁ xₜ                     y is θ
 *
 * β₁ mixes weights where Adam averages gradients. `optimizer.eval()` puts x in, `train()` puts y back.
 */
export const scheduleFreeAdamw = defineRule({
  name: "scheduleFreeAdamw",
  source: {
    authors: "Defazio et al.",
    title: "The Road Less Scheduled",
    venue: "NeurIPS",
    year: 2024,
    url: "https://arxiv.org/abs/2405.15682",
    place: "Algorithm 1, with the v̂ of the authors' program",
  },
  hyper: {
    /** Learning rate after the warm-up. */ lr: nonNegative.or(2.5e-3),
    /** Share β₁ of the average x in y, where gradients are taken. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** Weight decay λ, taken at y. */ weightDecay: nonNegative.or(0),
    /** Steps over which the learning rate grows linearly; 0 for none. */ warmupSteps: countOrZero.or(0),
  },
  init: (theta) => ({ z: theta.slice(), x: theta.slice(), v: zerosLike(theta), weights: new Float64Array(1) }),
  recomputesTheta: true,
  average: "x",

  update({ theta, g, t }, { z, x, v, weights }, { lr, beta1, beta2, eps, weightDecay, warmupSteps }) {
    const gamma = warmupSteps > 0 ? lr * min(1, t / warmupSteps) : lr;
    const correction2 = 1 - powInt(beta2, t);
    weights[0] += gamma * gamma;
    const c = safeDivide(gamma * gamma, weights[0]);
    for (let i = 0; i < theta.length; i++) {
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const vHat = v[i] / correction2;
      z[i] -= gamma * (safeDivide(g[i], sqrt(vHat) + eps) + weightDecay * theta[i]);
      x[i] = (1 - c) * x[i] + c * z[i];
      theta[i] = (1 - beta1) * z[i] + beta1 * x[i];
    }
  },

  differsFrom: [
    {
      who: "the paper",
      how: "√(1 − β₂ᵗ) is inside γ, hence in c. Early z weigh less, and the decay is weaker for the first 1 / (1 − β₂) = 1000 steps.",
    },
    {
      who: "the authors' program",
      how: "c uses the largest γ so far, which is the same unless a schedule lowers γ.",
    },
    { who: "Keras", how: "c is 1 / t, which is the same at a constant γ." },
  ],

  kernel,
});
