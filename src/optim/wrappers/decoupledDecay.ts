import { nonNegative } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Decays the weights apart from the gradient.
 *
 *     θₜ = update(θₜ₋₁, gₜ) − η λ θₜ₋₁          λ = `weightDecay`, η the inner rule's `lr`
 *
 * The inner rule never sees the decay. `decoupledDecay(adam())` is AdamW.
 *
 * As in AdamW's default, η includes the learning rate; the paper multiplies by the schedule alone.
 * Throws around a rule without `lr`, and around one whose θ it could not move.
 */
export const decoupledDecay = defineWrapper({
  name: "decoupledDecay",
  source: {
    authors: "Loshchilov & Hutter",
    title: "Decoupled Weight Decay Regularization",
    venue: "ICLR",
    year: 2019,
    url: "https://arxiv.org/abs/1711.05101",
  },
  hyper: {
    /** Decay λ, scaled by the inner rule's `lr`. */ weightDecay: nonNegative.or(0.01),
  },
  movesTheta: true,
  checkInner({ name, hyper }) {
    if (!Object.hasOwn(hyper, "lr")) throw new TypeError(`decoupledDecay: ${name} has no lr for the decay to follow`);
  },

  update({ theta }, _state, { weightDecay }, inner) {
    const { lr } = inner.hyper;
    const before = theta.slice();
    inner.update();
    for (let i = 0; i < theta.length; i++) {
      theta[i] -= lr * weightDecay * before[i];
    }
  },
});
