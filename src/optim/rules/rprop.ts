import { growth, nonNegative, share } from "../../check/kinds.ts";
import { defineRule } from "../defineRule.ts";
import { zerosLike } from "../state/zerosLike.ts";

const { max, min, sign } = Math;

const source = {
  authors: "Igel & Hüsken",
  title: "Improving the Rprop Learning Algorithm",
  venue: "NC",
  year: 2000,
};

/**
 * Rprop — Riedmiller & Braun, "A direct adaptive method for faster backpropagation learning: the RPROP algorithm",
 * ICNN 1993.
 *
 *     cₜ = sign gₜ · sign gₜ₋₁
 *     Δₜ = min(η⁺ Δₜ₋₁, stepMax)  if cₜ > 0     the same direction again: go faster; Δ₀ = `lr`
 *          max(η⁻ Δₜ₋₁, stepMin)  if cₜ < 0     jumped over a minimum: go slower
 *     θₜ = θₜ₋₁ − sign gₜ · Δₜ
 *
 * except where cₜ < 0, by `variant` (names of Igel & Hüsken, "Improving the Rprop Learning Algorithm", NC 2000):
 *
 *     "rprop+"    takes the previous move back and sets gₜ = 0, so that cₜ₊₁ = 0; the paper's
 *     "irprop-"   does not move and sets gₜ = 0
 *     "rprop-"    moves as always
 *
 * For full-batch gradients: it looks at their signs only, so noise misleads it and rescaling a gradient changes nothing.
 *
 * Differs from PyTorch and optax, which are "irprop-" (7 steps from 1 lead to 0.9724 there, to 0.9884 here), and
 * from the paper in Δ₀, which is 0.1 there.
 */
export const rprop = defineRule({
  name: "rprop",
  hyper: {
    lr: nonNegative.or(1e-2),
    etaPlus: growth.or(1.2),
    etaMinus: share.or(0.5),
    stepMin: nonNegative.or(1e-6),
    stepMax: nonNegative.or(50),
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
    "rprop-": {
      source,
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
    "irprop-": {
      source,
      update({ theta, g }, { delta, side }, { etaPlus, etaMinus, stepMin, stepMax }) {
        for (let i = 0; i < theta.length; i++) {
          const before = delta[i];
          const c = sign(g[i]) * side[i];
          delta[i] = c > 0 ? min(etaPlus * before, stepMax) : c < 0 ? max(etaMinus * before, stepMin) : before;
          theta[i] -= c < 0 ? 0 : sign(g[i]) * delta[i];
          side[i] = c < 0 ? 0 : sign(g[i]);
        }
      },
    },
  },
});
