import { fraction, nonNegative, positive } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

/**
 * SGDW — Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 * https://arxiv.org/abs/1711.05101, Algorithm 1.
 *
 *     uₜ = μ uₜ₋₁ + α gₜ
 *     θₜ = θₜ₋₁ − uₜ − α λ θₜ₋₁
 *
 * Without momentum this is L2 regularisation with the same λ (the paper's Proposition 1); with momentum it is not,
 * because there the decay would be averaged along with the gradients.
 *
 * Differs from the paper, which scales the decay by the schedule only: its ηₜ λ θ with ηₜ = α / `baseLr` is
 * `decay: "scheduleOnly"` and decays 1 / α times faster. Here as in Keras, whose SGD decays so. PyTorch's SGD has L2.
 */
export const sgdw = defineRule({
  name: "sgdw",
  hyper: {
    lr: nonNegative.or(1e-2),
    mu: fraction.or(0.9),
    weightDecay: nonNegative.or(1e-4),
    baseLr: positive.or(1e-2),
  },
  options: { decay: ["timesLr", "scheduleOnly"] },
  init: (theta) => ({ u: zerosLike(theta) }),

  update({ theta, g }, { u }, { lr, mu, weightDecay, baseLr }, { decay }) {
    const schedule = decay === "scheduleOnly" ? lr / baseLr : lr;
    for (let i = 0; i < theta.length; i++) {
      u[i] = mu * u[i] + lr * g[i];
      theta[i] -= u[i] + schedule * weightDecay * theta[i];
    }
  },
});
