import { nonNegative } from "../../check/kinds.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * AdaGrad — Duchi, Hazan & Singer, "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
 * JMLR 12, 2011, Figure 1 with diagonal matrices.
 *
 *     sₜ = sₜ₋₁ + gₜ²                   s₀ = `initial`
 *     ηₜ = η / (1 + (t − 1) lrDecay)    PyTorch's addition; lrDecay = 0 leaves it out
 *     θₜ = θₜ₋₁ − ηₜ gₜ / (√sₜ + ε)
 *
 * s never falls, so the effective rate η / (√s + ε) of a weight never grows. On a constant gradient step t is η / √t.
 *
 * Differs from Keras and optax: ε inside, √(s + ε) (`epsPlacement: "inside"`), and s₀ = 0.1. With η = 0.1 and a first
 * gradient of 0.1 their first step is 0.030, the paper's 0.100. PyTorch has the paper's form with ε = 1e-10.
 */
export const adagrad = defineRule({
  name: "adagrad",
  hyper: {
    lr: nonNegative.or(1e-2),
    eps: nonNegative.or(1e-8),
    initial: nonNegative.or(0),
    lrDecay: nonNegative.or(0),
  },
  options: { epsPlacement: ["outside", "inside"] },
  init: (theta, _shape, { initial }) => ({ s: zerosLike(theta).fill(initial) }),

  update({ theta, g, t }, { s }, { lr, eps, lrDecay }, { epsPlacement }) {
    const rate = lr / (1 + (t - 1) * lrDecay);
    const epsInside = epsPlacement === "inside" ? eps : 0;
    const epsOutside = epsPlacement === "outside" ? eps : 0;
    for (let i = 0; i < theta.length; i++) {
      s[i] += g[i] * g[i];
      theta[i] -= rate * safeDivide(g[i], sqrt(s[i] + epsInside) + epsOutside);
    }
  },
});
