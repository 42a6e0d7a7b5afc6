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
 * Ranger — Wright, "Ranger", 2019; with gradient centralization since April 2020.
 * https://github.com/lessw2020/Ranger-Deep-Learning-Optimizer
 *
 *     RAdam on centralized gradients, inside Lookahead
 *
 * `outputAxis` is 0 for the layers here, whose weights are [out, in, …]. As in Wright's code RAdam rectifies at ρₜ > 5
 * and ε stands beside the uncorrected root, √vₜ + ε: at this large ε early steps would differ visibly.
 */
export const ranger = composeRule({
  name: "ranger",
  source,
  hyper: {
    lr: nonNegative.or(1e-3),
    beta1: fraction.or(0.95),
    beta2: fraction.or(0.999),
    eps: nonNegative.or(1e-5),
    threshold: finite.or(5),
    k: count.or(6),
    alpha: share.or(0.5),
    outputAxis: countOrZero.or(0),
  },

  compose: ({ lr, beta1, beta2, eps, threshold, k, alpha, outputAxis }) =>
    lookahead(centralize(radam({ lr, beta1, beta2, eps, threshold, epsPlacement: "uncorrected" }), { outputAxis }), {
      k,
      alpha,
    }),

  variants: {
    2019: {
      source: { ...source, place: "the version of 2019, without centralization" },
      hyper: { outputAxis: undefined },
      compose: ({ lr, beta1, beta2, eps, threshold, k, alpha }) =>
        lookahead(radam({ lr, beta1, beta2, eps, threshold, epsPlacement: "uncorrected" }), { k, alpha }),
    },
  },

  differsFrom: [
    { who: "Wright's code", how: "weight decay is left to decoupledDecay(ranger()), and `step` takes closures" },
  ],
});
