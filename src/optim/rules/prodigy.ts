import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { prodigy as kernel } from "../../generated/kernels/prodigy.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { abs, max, sqrt } = Math;

/**
 * Prodigy is Adam with the distance to the solution, d, estimated from the gradients, in place of the learning rate.
 *
 *     rₜ = √β₂ rₜ₋₁ + (1 − √β₂) η d² ⟨gₜ, θ₀ − θₜ₋₁⟩
 *     sₜ = √β₂ sₜ₋₁ + (1 − √β₂) η d² gₜ
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) d gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) d² gₜ²
 *     θₜ = θₜ₋₁ − η d (mₜ / (√vₜ + d ε) + λ θₜ₋₁)
 *     d ← max(d, rₜ / ‖sₜ‖₁)                                over all parameters: see `prepare`
 */
export const prodigy = defineRule({
  name: "prodigy",
  source: {
    authors: "Mishchenko & Defazio",
    title: "Prodigy: An Expeditiously Adaptive Parameter-Free Learner",
    venue: "ICML",
    year: 2024,
    url: "https://arxiv.org/abs/2306.06101",
    place: "Algorithm 4, with decoupled decay",
  },
  hyper: {
    /** Factor η of the estimated learning rate d. */ lr: nonNegative.or(1),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.9),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root in proportion to d. */ eps: nonNegative.or(1e-8),
    /** d₀, the first estimate of the distance to the solution. */ d0: positive.or(1e-6),
    /** Decoupled weight decay λ. */ weightDecay: nonNegative.or(0),
  },
  elementwise: false,
  init: (theta, _shape, { d0 }) => ({
    ...{ m: zerosLike(theta), v: zerosLike(theta), s: zerosLike(theta), start: theta.slice() },
    ...{ r: new Float64Array(1), d: new Float64Array([d0]), next: new Float64Array([d0]) },
  }),

  prepare(updates) {
    const d = max(...updates.map(({ state }) => state.d[0]));
    let [distance, size] = [0, 0];
    for (const { step, state, hyper } of updates) {
      const { r, s, start } = state;
      const keep = sqrt(hyper.beta2);
      const gain = (1 - keep) * hyper.lr * d * d;
      r[0] *= keep;
      for (let i = 0; i < s.length; i++) {
        r[0] += gain * step.g[i] * (start[i] - step.theta[i]);
        s[i] = keep * s[i] + gain * step.g[i];
        size += abs(s[i]);
      }
      distance += r[0];
    }
    for (const { state } of updates) [state.d[0], state.next[0]] = [d, max(d, safeDivide(distance, size))];
  },

  update({ theta, g }, { m, v, d, next }, { lr, beta1, beta2, eps, weightDecay }) {
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * d[0] * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * d[0] * d[0] * g[i] * g[i];
      theta[i] -= lr * d[0] * (safeDivide(m[i], sqrt(v[i]) + d[0] * eps) + weightDecay * theta[i]);
    }
    d[0] = next[0];
  },

  kernel,
});
