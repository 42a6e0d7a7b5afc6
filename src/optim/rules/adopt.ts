import { fraction, nonNegative } from "../../check/kinds.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, min, sqrt } = Math;

/**
 * ADOPT — Taniguchi et al., "ADOPT: Modified Adam Can Converge with Any β₂ with the Optimal Rate", NeurIPS 2024.
 * https://arxiv.org/abs/2411.02853, Algorithm 2.
 *
 *     v₁ = g₁², and no move; then
 *     nₜ = gₜ / max(√vₜ₋₁, ε), clipped to ± (t − 1)^¼
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) nₜ
 *     θₜ = θₜ₋₁ − α mₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *
 * Dividing by v before g enters it keeps the two independent, which Adam's convergence lacks; the average comes after.
 * The paper counts from the second gradient, so its t^¼ is (t − 1)^¼ here.
 *
 * Differs from Algorithm 1 of the paper, which does not clip (`clip: false`): there a first gradient near 0 makes the
 * second step as large as (1 − β₁) α g₂ / ε.
 */
export const adopt = defineRule({
  name: "adopt",
  hyper: { lr: nonNegative.or(1e-3), beta1: fraction.or(0.9), beta2: fraction.or(0.9999), eps: nonNegative.or(1e-6) },
  options: { clip: [true, false] },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }, { clip }) {
    const limit = clip || t === 1 ? sqrt(sqrt(t - 1)) : Infinity;
    const kept = t === 1 ? 0 : beta2;
    for (let i = 0; i < theta.length; i++) {
      const n = max(min(safeDivide(g[i], max(sqrt(v[i]), eps)), limit), -limit);
      m[i] = beta1 * m[i] + (1 - beta1) * n;
      theta[i] -= lr * m[i];
      v[i] = kept * v[i] + (1 - kept) * g[i] * g[i];
    }
  },
});
