import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * AdamW — Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 * https://arxiv.org/abs/1711.05101, Algorithm 2.
 *
 *     mₜ, vₜ, m̂ₜ, v̂ₜ as in Adam
 *     θₜ = θₜ₋₁ − (α m̂ₜ / (√v̂ₜ + ε) + α λ θₜ₋₁)
 *
 * The decay does not pass through the moments: with g = 0 weights shrink geometrically, whatever came before.
 *
 * Differs from the paper, which scales the decay by the schedule only, not by the learning rate: its ηₜ (α … + λ θ) with
 * ηₜ = α / `baseLr` is `decay: "scheduleOnly"`, and needs a λ smaller by the factor α (7 steps with λ = 0.01 from 1:
 * 0.929 there, 0.9968 here). Here as in PyTorch, optax and Keras. Their λ: 0.01, 0.0001, 0.004; here PyTorch's.
 */
export const adamw = defineRule({
  name: "adamw",
  hyper: {
    lr: nonNegative.or(1e-3),
    beta1: fraction.or(0.9),
    beta2: fraction.or(0.999),
    eps: nonNegative.or(1e-8),
    weightDecay: nonNegative.or(1e-2),
    baseLr: positive.or(1e-3),
  },
  options: { decay: ["timesLr", "scheduleOnly"] },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta) }),

  update({ theta, g, t }, { m, v }, { lr, beta1, beta2, eps, weightDecay, baseLr }, { decay }) {
    const correction1 = 1 - powInt(beta1, t);
    const correction2 = 1 - powInt(beta2, t);
    const schedule = decay === "scheduleOnly" ? lr / baseLr : lr;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      const vHat = v[i] / correction2;
      theta[i] -= lr * safeDivide(mHat, sqrt(vHat) + eps) + schedule * weightDecay * theta[i];
    }
  },
});
