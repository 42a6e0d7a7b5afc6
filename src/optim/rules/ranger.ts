import { type Hyper, type Rule, readSettings } from "../rule.ts";
import { centralize } from "../wrappers/centralize.ts";
import { lookahead } from "../wrappers/lookahead.ts";
import { radam } from "./radam.ts";

const defaults = { lr: 1e-3, beta1: 0.95, beta2: 0.999, eps: 1e-5, threshold: 5, k: 6, alpha: 0.5, outputAxis: 0 };
const choices = { centralize: [true, false] } as const;

type RangerSettings = { [K in keyof typeof defaults]?: Hyper } & { centralize?: boolean };

/**
 * Ranger — Wright, "Ranger", 2019; with gradient centralization since April 2020.
 * https://github.com/lessw2020/Ranger-Deep-Learning-Optimizer
 *
 *     RAdam on centralized gradients, inside Lookahead
 *
 * `centralize: false` is the Ranger of 2019. `outputAxis` is 0 for the layers here, whose weights are [out, in, …].
 * As in Wright's code RAdam rectifies at ρₜ > 5 and ε stands beside the uncorrected root, √vₜ + ε: at this large ε early
 * steps would differ visibly.
 *
 * Differs from Wright's code in having no weight decay of its own, `decoupledDecay(ranger())`, and in taking closures.
 */
export function ranger(settings: RangerSettings = {}): Rule {
  const { hyper, options } = readSettings("ranger", defaults, choices, settings);
  const { lr, beta1, beta2, eps, threshold, k, alpha, outputAxis } = hyper;
  const rectified = radam({ lr, beta1, beta2, eps, threshold, epsPlacement: "uncorrected" });
  const inner = options.centralize ? centralize(rectified, { outputAxis }) : rectified;
  const rule = lookahead(inner, { k, alpha });
  return { ...rule, name: "ranger", options: { ...rule.options, ...options }, choices };
}
