import { fraction, nonNegative } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * Adam — Kingma & Ba, "Adam: A Method for Stochastic Optimization", ICLR 2015.
 * https://arxiv.org/abs/1412.6980, Algorithm 1.
 *
 *     mₜ = β₁ mₜ₋₁ + (1 − β₁) gₜ
 *     vₜ = β₂ vₜ₋₁ + (1 − β₂) gₜ²
 *     m̂ₜ = mₜ / (1 − β₁ᵗ)
 *     v̂ₜ = vₜ / (1 − β₂ᵗ)
 *     θₜ = θₜ₋₁ − α m̂ₜ / (√v̂ₜ + ε)
 *
 * On a constant gradient every step is α: the corrections undo the start from 0 exactly. In the code `powInt` is βᵗ with the
 * same bits in every engine, and `safeDivide` moves nothing where the divisor is 0.
 *
 * Differs from Keras and TensorFlow, whose ε stands beside the uncorrected root, √vₜ + ε, as at the end of the paper's
 * section 2 (`epsPlacement: "uncorrected"`): at t = 1 their ε weighs 1 / √(1 − β₂) = 32 times more, which shows where
 * √v is near ε. `"insideRoot"` is √(v̂ₜ + ε), optax's eps_root with eps = 0. MLX corrects nothing (`biasCorrection: false`): its
 * first step is (1 − β₁) / √(1 − β₂) = 3.2 times Adam's.
 */
export const adam = defineRule({
  name: "adam",
  hyper: { lr: nonNegative.or(1e-3), beta1: fraction.or(0.9), beta2: fraction.or(0.999), eps: nonNegative.or(1e-8) },
  options: { epsPlacement: ["corrected", "uncorrected", "insideRoot"], biasCorrection: [true, false] },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }, { epsPlacement, biasCorrection }) {
    const correction1 = biasCorrection ? 1 - powInt(beta1, t) : 1;
    const correction2 = biasCorrection ? 1 - powInt(beta2, t) : 1;
    const epsInside = epsPlacement === "insideRoot" ? eps : 0;
    const beside = epsPlacement === "uncorrected" ? eps / sqrt(correction2) : eps;
    const epsOutside = epsPlacement === "insideRoot" ? 0 : beside;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= lr * safeDivide(mHat, sqrt(vHat + epsInside) + epsOutside);
    }
  },
});
