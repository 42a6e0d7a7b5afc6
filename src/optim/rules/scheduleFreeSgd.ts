import { countOrZero, fraction, nonNegative } from "../../check/kinds.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";

const { min } = Math;

/**
 * Schedule-Free SGD — Defazio et al., "The Road Less Scheduled", NeurIPS 2024.
 * https://arxiv.org/abs/2405.15682, equations 3 to 5, with the warmup and weights of Algorithm 1.
 *
 *     γₜ = lr · min(1, t / warmupSteps)
 *     zₜ = zₜ₋₁ − γₜ (gₜ + λ yₜ₋₁)             the steps; gₜ is taken at y
 *     cₜ = γₜ² / (γ₁² + … + γₜ²)
 *     xₜ = (1 − cₜ) xₜ₋₁ + cₜ zₜ               their average
 *     yₜ = (1 − β) zₜ + β xₜ                   the weights in training, θ
 *
 * The average takes the place of a decaying schedule. Evaluate at x: `optimizer.eval()` puts it in, `train()` y again.
 *
 * Differs from Keras, whose cₜ = 1 / t: the same for a constant learning rate without warmup. The authors' program squares
 * the largest γ so far: the same unless a schedule lets γ fall.
 */
export const scheduleFreeSgd = defineRule({
  name: "scheduleFreeSgd",
  hyper: {
    lr: nonNegative.or(1e-2),
    beta: fraction.or(0.9),
    weightDecay: nonNegative.or(0),
    warmupSteps: countOrZero.or(0),
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
});
