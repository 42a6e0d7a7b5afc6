import { fraction, nonNegative } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sign, sqrt } = Math;

/**
 * Yogi — Zaheer, Reddi, Sachan, Kale & Kumar, "Adaptive Methods for Nonconvex Optimization", NeurIPS 2018, Algorithm 2.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = vₜ₋₁ − (1 − β₂) sign(vₜ₋₁ − gₜ²) gₜ²     v₀ = `initial`
 *     θₜ = θₜ₋₁ − α mₜ / (√vₜ + ε)
 *
 * Adam's v moves by (1 − β₂)(v − g²), so it forgets a large gradient fast once small ones follow. Here it moves by at
 * most (1 − β₂) g²: small gradients can only undo it slowly, and the rate grows in a controlled way.
 *
 * Differs from optax, which corrects both moments as Adam does (`biasCorrection: true`) and starts m from 1e-6 too:
 * uncorrected, the first steps are (1 − β₁) / √(1 − β₂) = 3.2 times larger, where g² ≫ v₀.
 */
export const yogi = defineRule({
  name: "yogi",
  hyper: {
    lr: nonNegative.or(1e-2),
    beta1: fraction.or(0.9),
    beta2: fraction.or(0.999),
    eps: nonNegative.or(1e-3),
    initial: nonNegative.or(1e-6),
  },
  options: { biasCorrection: [false, true] },
  init: (theta, _shape, { initial }) => ({ m: zerosLike(theta), v: zerosLike(theta).fill(initial) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }, { biasCorrection }) {
    const correction1 = biasCorrection ? 1 - powInt(beta1, t) : 1;
    const correction2 = biasCorrection ? 1 - powInt(beta2, t) : 1;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] -= (1 - beta2) * sign(v[i] - g[i] * g[i]) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= lr * safeDivide(mHat, sqrt(vHat) + eps);
    }
  },
});
