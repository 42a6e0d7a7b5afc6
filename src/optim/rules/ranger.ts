import { count, countOrZero, finite, fraction, nonNegative, share } from "../../check/kinds.ts";
import { composeRule } from "../composeRule.ts";
import { centralize } from "../wrappers/centralize.ts";
import { lookahead } from "../wrappers/lookahead.ts";
import { radam } from "./radam.ts";

const source = {
  authors: "Wright",
  title: "Ranger",
  year: 2019,
  url: "https://github.com/lessw2020/Ranger-Deep-Learning-Optimizer",
};

/**
 * Ranger is RAdam on centralized gradients inside Lookahead.
 *
 *     gₜ ← gₜ − mean over the inputs of each output         see centralize.ts
 *     θₜ by RAdam, ρₜ > 5, ε beside the uncorrected root     see radam.ts, variant "pytorch"
 *     every k steps: φ ← φ + α (θ − φ), θ ← φ               see lookahead.ts
 *
 * `outputAxis` is 0 for the layers here, whose weights are [out, in, …].
 */
export const ranger = composeRule({
  name: "ranger",
  source,
  hyper: {
    /** Learning rate α. */ lr: nonNegative.or(1e-3),
    /** Decay rate β₁ of m, the average of gradients. */ beta1: fraction.or(0.95),
    /** Decay rate β₂ of v, the average of squared gradients. */ beta2: fraction.or(0.999),
    /** ε, added to the root. */ eps: nonNegative.or(1e-5),
    /** Rectifies the step where ρₜ is above this. */ threshold: finite.or(5),
    /** Steps between two pulls of the slow weights. */ k: count.or(6),
    /** Share α by which slow weights follow the fast ones. */ alpha: share.or(0.5),
    /** Axis of a weight that counts its outputs; gradients are centralized over the others. */ outputAxis:
      countOrZero.or(0),
  },

  compose: ({ lr, beta1, beta2, eps, threshold, k, alpha, outputAxis }) =>
    lookahead(centralize(radam({ lr, beta1, beta2, eps, threshold, variant: "pytorch" }), { outputAxis }), {
      k,
      alpha,
    }),

  variants: {
    original: {
      source: { ...source, place: "the version of 2019, without centralization" },
      hyper: { outputAxis: undefined },
      compose: ({ lr, beta1, beta2, eps, threshold, k, alpha }) =>
        lookahead(radam({ lr, beta1, beta2, eps, threshold, variant: "pytorch" }), { k, alpha }),
    },
  },

  differsFrom: [
    {
      who: "Wright's Ranger of 2019",
      variant: "original",
      how: "It does not centralize gradients.",
    },
    {
      who: "Wright's code",
      how: "Weight decay is left to `decoupledDecay(ranger())`, and `step` calls its closure, which is ignored there.",
    },
  ],
});
