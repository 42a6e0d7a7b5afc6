import { nonNegative } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * Decoupled weight decay, around any rule — Loshchilov & Hutter, "Decoupled Weight Decay Regularization", ICLR 2019.
 * https://arxiv.org/abs/1711.05101
 *
 *     θₜ = update(θₜ₋₁, gₜ) − η λ θₜ₋₁          λ = `weightDecay`, η the inner rule's `lr`
 *
 * The inner rule never sees the decay. `decoupledDecay(adam())` is AdamW.
 *
 * Differs from the paper as AdamW's default does: η includes the learning rate, not the schedule alone.
 * Throws around a rule without `lr`, and around one whose θ it could not move.
 */
export const decoupledDecay = defineWrapper({
  name: "decoupledDecay",
  hyper: { weightDecay: nonNegative.or(0.01) },
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
