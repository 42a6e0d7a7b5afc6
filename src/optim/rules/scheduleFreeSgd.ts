import { countOrZero, fraction, nonNegative } from "../../check/kinds.ts";
import { scheduleFreeSgd as kernel } from "../../generated/kernels/scheduleFreeSgd.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";

const { min } = Math;

/**
 * Schedule-Free SGD averages its weights instead of decaying its learning rate.
 *
 *     γₜ = lr · min(1, t / warmupSteps)
 *     cₜ = γₜ² / (γ₁² + … + γₜ²)
 *     zₜ = zₜ₋₁ − γₜ (gₜ + λ yₜ₋₁)             gₜ is taken at y
 *     xₜ = (1 − cₜ) xₜ₋₁ + cₜ zₜ
 *     yₜ = (1 − β) zₜ + β xₜ                   y is θ
 *
 * `optimizer.eval()` puts the average x in, `train()` puts y back.
 */
export const scheduleFreeSgd = defineRule({
  name: "scheduleFreeSgd",
  source: {
    authors: "Defazio et al.",
    title: "The Road Less Scheduled",
    venue: "NeurIPS",
    year: 2024,
    url: "https://arxiv.org/abs/2405.15682",
    place: "equations 3 to 5, with the warmup and weights of Algorithm 1",
  },
  hyper: {
    /** Learning rate after the warm-up. */ lr: nonNegative.or(1e-2),
    /** Share β of the average x in y, where gradients are taken. */ beta: fraction.or(0.9),
    /** Weight decay λ, taken at y. */ weightDecay: nonNegative.or(0),
    /** Steps over which the learning rate grows linearly; 0 for none. */ warmupSteps: countOrZero.or(0),
  },
  init: (theta) => ({ z: theta.slice(), x: theta.slice(), weights: new Float64Array(1) }),
  recomputesTheta: true,
  average: "x",

  update({ theta, g, t }, { z, x, weights }, { lr, beta, weightDecay, warmupSteps }) {
    const gamma = warmupSteps > 0 ? lr * min(1, t / warmupSteps) : lr;
    weights[0] += gamma * gamma;
    const c = safeDivide(gamma * gamma, weights[0]);
    for (let i = 0; i < theta.length; i++) {
      z[i] -= gamma * (g[i] + weightDecay * theta[i]);
      x[i] = (1 - c) * x[i] + c * z[i];
      theta[i] = (1 - beta) * z[i] + beta * x[i];
    }
  },

  differsFrom: [
    { who: "Keras", how: "c is 1 / t, which is the same at a constant γ." },
    {
      who: "the authors' program",
      how: "c uses the largest γ so far, which is the same unless a schedule lowers γ.",
    },
  ],

  kernel,
});
