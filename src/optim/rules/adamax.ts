import { fraction, nonNegative } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { abs, max } = Math;

/**
 * Adamax — Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
 * https://arxiv.org/abs/1412.6980, Algorithm 2: Adam with the infinity norm, which needs neither a root nor ε.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     uₜ = max(β₂ uₜ₋₁, |gₜ|)
 *     θₜ = θₜ₋₁ − α / (1 − β₁ᵗ) · mₜ / uₜ
 *
 * While all gradients were 0 there is no move.
 *
 * Differs from PyTorch, max(β₂ uₜ₋₁, |gₜ| + ε) (`epsPlacement: "insideMax"`), and Keras, mₜ / (uₜ + ε) (`"outside"`): the
 * steps differ by ε / u, which is all of the step for gradients below ε.
 */
export const adamax = defineRule({
  name: "adamax",
  hyper: { lr: nonNegative.or(2e-3), beta1: fraction.or(0.9), beta2: fraction.or(0.999), eps: nonNegative.or(1e-8) },
  options: { epsPlacement: ["none", "insideMax", "outside"] },
  init: (theta) => ({ m: zerosLike(theta), uMax: zerosLike(theta) }),

  update({ theta, g, t }, { m, uMax }, { lr, beta1, beta2, eps }, { epsPlacement }) {
    const correction1 = 1 - powInt(beta1, t);
    const epsInside = epsPlacement === "insideMax" ? eps : 0;
    const epsOutside = epsPlacement === "outside" ? eps : 0;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      uMax[i] = max(beta2 * uMax[i], abs(g[i]) + epsInside);
      theta[i] -= (lr / correction1) * safeDivide(m[i], uMax[i] + epsOutside);
    }
  },
});
