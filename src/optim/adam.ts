import { power } from "../math/portable.ts";
import { defineRule, zerosLike } from "./rule.ts";

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
 */
export const adam = defineRule({
  name: "adam",
  hyper: { lr: 1e-3, beta1: 0.9, beta2: 0.999, eps: 1e-8 },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps }) {
    const correction1 = 1 - power(beta1, t);
    const correction2 = 1 - power(beta2, t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= (lr * mHat) / (sqrt(vHat) + eps);
    }
  },
});
