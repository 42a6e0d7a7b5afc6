import { fraction, nonNegative } from "../../check/kinds.ts";
import { powInt } from "../../math/portable.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, sqrt } = Math;

/**
 * AMSGrad — Reddi, Kale & Kumar, "On the Convergence of Adam and Beyond", ICLR 2018.
 * https://arxiv.org/abs/1904.09237, Algorithm 2, with Adam's bias corrections and ε, which the paper leaves out.
 *
 *     mₜ, vₜ, m̂ₜ, v̂ₜ as in Adam
 *     v̂ᵐᵃˣₜ = max(v̂ᵐᵃˣₜ₋₁, v̂ₜ)
 *     θₜ = θₜ₋₁ − α m̂ₜ / (√v̂ᵐᵃˣₜ + ε)
 *
 * The maximum remembers large rare gradients that Adam forgets, so the rate α / √v̂ᵐᵃˣ of a weight never grows.
 *
 * Differs from PyTorch and Keras, which take the maximum first and correct it then (`order: "maxThenCorrect"`):
 * 1 − β₂ᵗ grows, so their rate may grow again; after one gradient followed by zeros it falls by half in 10 steps and
 * then rises by a third until t = 40. optax has this order. `order: "uncorrected"` is the paper's own, without
 * corrections: its first step is (1 − β₁) / √(1 − β₂) = 3.2 times α.
 */
export const amsgrad = defineRule({
  name: "amsgrad",
  hyper: { lr: nonNegative.or(1e-3), beta1: fraction.or(0.9), beta2: fraction.or(0.999), eps: nonNegative.or(1e-8) },
  options: { order: ["correctThenMax", "maxThenCorrect", "uncorrected"] },
  init: (theta) => ({ m: zerosLike(theta), v: zerosLike(theta), vMax: zerosLike(theta) }),

  update({ theta, g, t }, { m, v, vMax }, { lr, beta1, beta2, eps }, { order }) {
    const correction1 = order === "uncorrected" ? 1 : 1 - powInt(beta1, t);
    const before = order === "correctThenMax" ? 1 - powInt(beta2, t) : 1;
    const after = order === "maxThenCorrect" ? 1 - powInt(beta2, t) : 1;
    for (let i = 0; i < theta.length; i++) {
      m[i] = beta1 * m[i] + (1 - beta1) * g[i];
      v[i] = beta2 * v[i] + (1 - beta2) * g[i] * g[i];
      const mHat = m[i] / correction1;
      vMax[i] = max(vMax[i], v[i] / before);
      theta[i] -= lr * safeDivide(mHat, sqrt(vMax[i] / after) + eps);
    }
  },
});
