import { nonNegative, share } from "../../check/kinds.ts";
import { pow } from "../../math/portable.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max } = Math;

/**
 * ASGD — Polyak & Juditsky, "Acceleration of stochastic approximation by averaging", SIAM J. Control Optim. 30, 1992;
 * rate and decay as in Bottou, "Large-Scale Machine Learning with Stochastic Gradient Descent", COMPSTAT 2010.
 *
 *     ηₜ = lr / (1 + λ lr (t − 1))^α             λ = `lambd`
 *     θₜ = θₜ₋₁ − ηₜ λ θₜ₋₁ − ηₜ gₜ
 *     āₜ = āₜ₋₁ + (θₜ − āₜ₋₁) / max(1, t − 1 − t₀)
 *
 * The last weights of gradient descent jitter around the minimum; their average ā, which `optimizer.eval()` puts in, does
 * not. ā follows θ exactly until t₀, and is the plain mean of what comes after.
 *
 * As in PyTorch t₀ is 10⁶ by default, so whoever trains for less sees no averaging.
 */
export const asgd = defineRule({
  name: "asgd",
  hyper: { lr: nonNegative.or(1e-2), lambd: nonNegative.or(1e-4), alpha: share.or(0.75), t0: nonNegative.or(1e6) },
  init: (theta) => ({ average: zerosLike(theta) }),
  average: "average",

  update({ theta, g, t }, { average }, { lr, lambd, alpha, t0 }) {
    const eta = lr / pow(1 + lambd * lr * (t - 1), alpha);
    const share = 1 / max(1, t - 1 - t0);
    for (let i = 0; i < theta.length; i++) {
      theta[i] -= eta * lambd * theta[i] + eta * g[i];
      average[i] = (1 - share) * average[i] + share * theta[i];
    }
  },
});
