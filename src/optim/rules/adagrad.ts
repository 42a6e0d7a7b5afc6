import { nonNegative } from "../../check/kinds.ts";
import { adagrad as kernel } from "../../generated/kernels/adagrad.ts";
import { safeDivide } from "../../math/safeDivide.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { sqrt } = Math;

/**
 * AdaGrad divides each weight's gradient by the root of the sum of its squares so far.
 *
 *     sₜ = sₜ₋₁ + gₜ²                        s₀ = `initial`
 *     θₜ = θₜ₋₁ − η gₜ / (√(sₜ + εᵣ) + ε)    εᵣ = `epsRoot`, 0 in the paper
 *
 * s never falls, so the effective rate η / √s of a weight never grows. On a constant gradient step t is η / √t.
 */
export const adagrad = defineRule({
  name: "adagrad",
  source: {
    authors: "Duchi, Hazan & Singer",
    title: "Adaptive Subgradient Methods for Online Learning and Stochastic Optimization",
    venue: "JMLR 12",
    year: 2011,
    url: "https://jmlr.org/papers/v12/duchi11a.html",
    place: "Figure 1, diagonal matrices",
  },
  hyper: {
    /** Learning rate η. */ lr: nonNegative.or(1e-2),
    /** ε, added to the root. */ eps: nonNegative.or(1e-8),
    /** εᵣ, added under the root. */ epsRoot: nonNegative.or(0),
    /** s₀, the sum before the first step. */ initial: nonNegative.or(0),
  },
  init: (theta, _shape, { initial }) => ({ s: zerosLike(theta).fill(initial) }),

  update({ theta, g }, { s }, { lr, eps, epsRoot }) {
    for (let i = 0; i < theta.length; i++) {
      s[i] += g[i] * g[i];
      theta[i] -= lr * safeDivide(g[i], sqrt(s[i] + epsRoot) + eps);
    }
  },

  variants: {
    /**
     *     ηₜ = η / (1 + (t − 1) κ)              κ = `lrDecay`
     *     sₜ = sₜ₋₁ + gₜ²
     *     θₜ = θₜ₋₁ − ηₜ gₜ / (√sₜ + ε)
     */
    pytorch: {
      source: {
        authors: "PyTorch",
        title: "torch.optim.Adagrad",
        year: 2016,
        url: "https://docs.pytorch.org/docs/stable/generated/torch.optim.Adagrad.html",
      },
      hyper: {
        eps: nonNegative.or(1e-10),
        epsRoot: undefined,
        /** Decay of the rate: η / (1 + (t − 1) lrDecay). */ lrDecay: nonNegative.or(0),
      },
      update({ theta, g, t }, { s }, { lr, eps, lrDecay }) {
        const rate = lr / (1 + (t - 1) * lrDecay);
        for (let i = 0; i < theta.length; i++) {
          s[i] += g[i] * g[i];
          theta[i] -= rate * safeDivide(g[i], sqrt(s[i]) + eps);
        }
      },
    },
  },

  differsFrom: [
    {
      who: "Keras and optax",
      how: "ε stands under the root, and s starts at 0.1: `eps: 0, epsRoot: 1e-7, initial: 0.1`. With η = 0.1 and a first gradient of 0.1 their first step is 0.030, the paper's 0.100.",
    },
    {
      who: "PyTorch",
      variant: "pytorch",
      how: "The rate may decay with t, which is off by default. ε is 1e-10.",
    },
  ],

  kernel,
});
