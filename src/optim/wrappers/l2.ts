import { nonNegative } from "../../check/kinds.ts";
import { defineWrapper } from "../defineWrapper.ts";

/**
 * L2 regularisation adds the decay to the gradient.
 *
 *     g ← g + λ θ          λ = `l2`: the gradient of L + ½ λ ‖θ‖²
 *
 * Around plain gradient descent this is decoupled decay. Around rules that divide by the size of gradients it is not:
 * weights with large gradients then decay less (Loshchilov & Hutter 2019, Proposition 2).
 */
export const l2 = defineWrapper({
  name: "l2",
  source: {
    authors: "Krogh & Hertz",
    title: "A Simple Weight Decay Can Improve Generalization",
    venue: "NIPS",
    year: 1991,
  },
  hyper: {
    /** Decay λ, added to the gradient as λ θ. */ l2: nonNegative,
  },

  gradient: ({ g, theta }, { l2 }) => g.map((gi, i) => gi + l2 * theta[i]),
});
