import { nonNegative, share } from "../../check/kinds.ts";
import { asgd as kernel } from "../../generated/kernels/asgd.ts";
import { pow } from "../../math/pow.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max } = Math;

/**
 * ASGD averages the weights of gradient descent.
 *
 *     ηₜ = lr / (1 + λ lr (t − 1))^α                    λ = `lambd`
 *     θₜ = θₜ₋₁ − (ηₜ λ θₜ₋₁ + ηₜ gₜ)
 *     āₜ = āₜ₋₁ + (θₜ − āₜ₋₁) / max(1, t − 1 − t₀)
 *
 * The last weights jitter around the minimum, their average ā does not. `optimizer.eval()` puts ā in.
 * ā equals θ until t₀ and is the plain mean of later weights. t₀ is 10⁶ by default, as in PyTorch: a shorter
 * run averages nothing.
 */
export const asgd = defineRule({
  name: "asgd",
  source: {
    authors: "Polyak & Juditsky",
    title: "Acceleration of stochastic approximation by averaging",
    venue: "SIAM J. Control Optim. 30",
    year: 1992,
    place: "with the rate and decay of Bottou, COMPSTAT 2010",
  },
  hyper: {
    /** Learning rate at the first step. */ lr: nonNegative.or(1e-2),
    /** Decay λ of weights and learning rate. */ lambd: nonNegative.or(1e-4),
    /** Exponent α by which the learning rate decays. */ alpha: share.or(0.75),
    /** Step t₀ after which weights are averaged. */ t0: nonNegative.or(1e6),
  },
  init: (theta) => ({ average: zerosLike(theta) }),
  average: "average",
  hasAverage: (t, { t0 }) => t > t0 + 1,

  update({ theta, g, t }, { average }, { lr, lambd, alpha, t0 }) {
    const eta = lr / pow(1 + lambd * lr * (t - 1), alpha);
    const share = 1 / max(1, t - 1 - t0);
    for (let i = 0; i < theta.length; i++) {
      theta[i] -= eta * lambd * theta[i] + eta * g[i];
      average[i] = (1 - share) * average[i] + share * theta[i];
    }
  },

  kernel,
});
