import { growth, nonNegative, share } from "../../check/kinds.ts";
import { rprop as kernel } from "../../generated/kernels/rprop.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, min, sign } = Math;

const variants = {
  authors: "Igel & Hüsken",
  title: "Improving the Rprop Learning Algorithm",
  venue: "NC",
  year: 2000,
};

/**
 * Rprop moves by the sign of the gradient: further while it stays, less after it changed.
 *
 *     cₜ = sign gₜ · sign gₜ₋₁
 *     Δₜ = min(η⁺ Δₜ₋₁, stepMax)     if cₜ > 0     Δ₀ = `lr`
 *          max(η⁻ Δₜ₋₁, stepMin)     if cₜ < 0
 *          Δₜ₋₁                      if cₜ = 0
 *     θₜ = θₜ₋₁ − sign gₜ · Δₜ        if cₜ ≥ 0
 *          θₜ₋₂                      if cₜ < 0     the last move is taken back, and gₜ = 0
 *
 * Only signs matter, so rescaling a gradient changes nothing. For full batches: noise turns signs. Δ₀ is 0.1 in the
 * paper.
 */
export const rprop = defineRule({
  name: "rprop",
  source: {
    authors: "Riedmiller & Braun",
    title: "A direct adaptive method for faster backpropagation learning: the RPROP algorithm",
    venue: "ICNN",
    year: 1993,
  },
  hyper: {
    /** Δ₀, the first step size. */ lr: nonNegative.or(1e-2),
    /** Growth η⁺ of a step size while the gradient's sign stays. */ etaPlus: growth.or(1.2),
    /** Shrinkage η⁻ of a step size after the sign changed. */ etaMinus: share.or(0.5),
    /** Smallest step size. */ stepMin: nonNegative.or(1e-6),
    /** Largest step size. */ stepMax: nonNegative.or(50),
  },
  init: (theta, _shape, { lr }) => ({ delta: zerosLike(theta).fill(lr), side: zerosLike(theta) }),

  update({ theta, g }, { delta, side }, { etaPlus, etaMinus, stepMin, stepMax }) {
    for (let i = 0; i < theta.length; i++) {
      const before = delta[i];
      const c = sign(g[i]) * side[i];
      delta[i] = c > 0 ? min(etaPlus * before, stepMax) : c < 0 ? max(etaMinus * before, stepMin) : before;
      theta[i] -= c < 0 ? -side[i] * before : sign(g[i]) * delta[i];
      side[i] = c < 0 ? 0 : sign(g[i]);
    }
  },

  variants: {
    /**
     *     cₜ, Δₜ as above
     *     θₜ = θₜ₋₁ − sign gₜ · Δₜ
     */
    rpropMinus: {
      source: { ...variants, place: "Rprop−" },
      update({ theta, g }, { delta, side }, { etaPlus, etaMinus, stepMin, stepMax }) {
        for (let i = 0; i < theta.length; i++) {
          const before = delta[i];
          const c = sign(g[i]) * side[i];
          delta[i] = c > 0 ? min(etaPlus * before, stepMax) : c < 0 ? max(etaMinus * before, stepMin) : before;
          theta[i] -= sign(g[i]) * delta[i];
          side[i] = sign(g[i]);
        }
      },
    },

    /**
     *     cₜ, Δₜ as above
     *     θₜ = θₜ₋₁ − sign gₜ · Δₜ        if cₜ ≥ 0
     *          θₜ₋₁                      if cₜ < 0     and gₜ = 0
     */
    irpropMinus: {
      source: { ...variants, place: "iRprop−" },
      update({ theta, g }, { delta, side }, { etaPlus, etaMinus, stepMin, stepMax }) {
        for (let i = 0; i < theta.length; i++) {
          const before = delta[i];
          const c = sign(g[i]) * side[i];
          delta[i] = c > 0 ? min(etaPlus * before, stepMax) : c < 0 ? max(etaMinus * before, stepMin) : before;
          side[i] = c < 0 ? 0 : sign(g[i]);
          theta[i] -= side[i] * delta[i];
        }
      },
    },
  },

  differsFrom: [
    {
      who: "PyTorch and optax",
      variant: "irpropMinus",
      how: "After a change of sign they do not move. Seven steps from 1 lead to 0.9724 there, to 0.9884 here.",
    },
    {
      who: "Rprop−",
      variant: "rpropMinus",
      how: "It moves after a change of sign as always. Seven steps from 1 lead to 0.98935 there, to 0.9884 here.",
    },
  ],

  kernel,
});
