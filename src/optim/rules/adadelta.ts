import { fraction, nonNegative } from "../../check/kinds.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * AdaDelta — Zeiler, "ADADELTA: An Adaptive Learning Rate Method", 2012. https://arxiv.org/abs/1212.5701, Algorithm 1.
 *
 *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²              E[g²] of the paper
 *     dₜ = √(xₜ₋₁ + ε) / √(vₜ + ε) · gₜ      RMS[Δx]ₜ₋₁ / RMS[g]ₜ · gₜ
 *     xₜ = ρ xₜ₋₁ + (1 − ρ) dₜ²              E[Δx²]
 *     θₜ = θₜ₋₁ − η dₜ
 *
 * Its point is to need no learning rate: η = 1. It starts slowly, from moves of √(ε / (1 − ρ)) ≈ 0.0045, whatever g.
 *
 * Differs from Keras, whose η = 0.001 makes it a thousand times slower, and from PyTorch and optax in ρ (0.9 there).
 */
export const adadelta = defineRule({
  name: "adadelta",
  hyper: { lr: nonNegative.or(1), rho: fraction.or(0.95), eps: nonNegative.or(1e-6) },
  init: (theta) => ({ v: zerosLike(theta), x: zerosLike(theta) }),

  update({ theta, g }, { v, x }, { lr, rho, eps }) {
    for (let i = 0; i < theta.length; i++) {
      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
      const d = safeDivide(sqrt(x[i] + eps), sqrt(v[i] + eps)) * g[i];
      x[i] = rho * x[i] + (1 - rho) * d * d;
      theta[i] -= lr * d;
    }
  },
});
