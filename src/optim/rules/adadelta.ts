import { fraction, nonNegative } from "../../check/kinds.ts";
import { adadelta as kernel } from "../../generated/kernels/adadelta.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * AdaDelta scales each gradient so that moves keep the size of earlier moves, without a learning rate.
 *
 *     vₜ = ρ vₜ₋₁ + (1 − ρ) gₜ²              E[g²] of the paper
 *     dₜ = √(xₜ₋₁ + ε) / √(vₜ + ε) · gₜ      RMS[Δx]ₜ₋₁ / RMS[g]ₜ · gₜ
 *     xₜ = ρ xₜ₋₁ + (1 − ρ) dₜ²              E[Δx²]
 *     θₜ = θₜ₋₁ − η dₜ                      η = 1 in the paper
 *
 * It starts slowly: the first move is √(ε / (1 − ρ)) = 0.0045 long, whatever g is.
 */
export const adadelta = defineRule({
  name: "adadelta",
  source: {
    authors: "Zeiler",
    title: "ADADELTA: An Adaptive Learning Rate Method",
    year: 2012,
    url: "https://arxiv.org/abs/1212.5701",
    place: "Algorithm 1",
  },
  hyper: {
    /** Factor η of every move; the paper has 1. */ lr: nonNegative.or(1),
    /** Decay rate ρ of both averages. */ rho: fraction.or(0.95),
    /** ε, added under both roots. */ eps: nonNegative.or(1e-6),
  },
  init: (theta) => ({ v: zerosLike(theta), x: zerosLike(theta) }),

  update({ theta, g }, { v, x }, { lr, rho, eps }) {
    for (let i = 0; i < theta.length; i++) {
      v[i] = rho * v[i] + (1 - rho) * g[i] * g[i];
      const d = safeDivide(sqrt(x[i] + eps), sqrt(v[i] + eps)) * g[i];
      x[i] = rho * x[i] + (1 - rho) * d * d;
      theta[i] -= lr * d;
    }
  },

  differsFrom: [
    { who: "Keras", how: "η is 0.001, which makes every move 1000 times shorter. ε is 1e-7." },
    { who: "PyTorch and optax", how: "ρ is 0.9, which makes the first move 0.0032 long, here 0.0045." },
  ],

  kernel,
});
