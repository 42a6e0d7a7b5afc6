import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, min, sqrt } = Math;

/**
 * AdaBound — Luo, Xiong, Liu & Sun, "Adaptive Gradient Methods with Dynamic Bound of Learning Rate", ICLR 2019.
 * https://arxiv.org/abs/1902.09843, Algorithm 2, with the bias corrections, ε and bounds of the authors' program.
 *
 *     mₜ, vₜ as in Adam
 *     f  = finalLr · α / baseLr                         a schedule moves the bounds too
 *     ηₜ = clip(α √(1 − β₂ᵗ) / (1 − β₁ᵗ) / (√vₜ + ε),  f (1 − 1 / (γ t + 1)),  f (1 + 1 / (γ t)))
 *     θₜ = θₜ₋₁ − ηₜ mₜ
 *
 * Each weight's rate is clipped, not its move. At first the bounds are 0 and ∞, which is Adam; both tend to f, which
 * is SGD with momentum: |ηₜ − f| ≤ f / (γ t).
 *
 * Differs from the paper as written, `form: "paper"`: no corrections and no ε, 1 − β₂ for γ, and another division by √t,
 * ηₜ = clip(α / √vₜ, …) / √t with f = finalLr, which makes the rate vanish.
 */
export const adabound = defineRule({
  name: "adabound",
  hyper: {
    lr: nonNegative.or(1e-3),
    beta1: fraction.or(0.9),
    beta2: fraction.or(0.999),
    eps: nonNegative.or(1e-8),
    finalLr: nonNegative.or(0.1),
    gamma: positive.or(1e-3),
    baseLr: positive.or(1e-3),
  },
  options: { form: ["authors", "paper"] },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, finalLr, gamma, baseLr }, { form }) {
    const alpha = form === "authors" ? (lr * sqrt(1 - powInt(beta2, t))) / (1 - powInt(beta1, t)) : lr;
    const epsilon = form === "authors" ? eps : 0;
    const f = form === "authors" ? (finalLr * lr) / baseLr : finalLr;
    const gap = form === "authors" ? gamma * t : (1 - beta2) * t;
    const lower = f * (1 - 1 / (gap + 1));
    const upper = f * (1 + 1 / gap);
    const slowing = form === "authors" ? 1 : sqrt(t);
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const rate = min(max(safeDivide(alpha, sqrt(v[i]) + epsilon), lower), upper);
      theta[i] -= (rate / slowing) * m[i];
    }
  },
});
