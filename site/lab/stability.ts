/** @file The largest curvature at which a rule stays near a minimum. */
import type { Optimizer } from "../../src/optim/index.ts";
import { type Choice, ruleOf } from "./choice.ts";

interface Bound {
  /** The bound times η. */
  readonly times: (hyper: Hyper) => number;
  readonly text: string;
  /** P, if the bound holds for P⁻¹H: a root of averaged squares, from the rule's `v` after t steps. */
  readonly root?: (v: number, hyper: Hyper, t: number) => number;
}

type Hyper = Readonly<Record<string, number>>;

/**
 * Gradient descent and momentum: Cohen et al., "Gradient Descent on Neural Networks Typically Occurs at the Edge of
 * Stability", ICLR 2021. Preconditioned rules: Cohen et al., "Adaptive Gradient Methods at the Edge of Stability",
 * arXiv:2207.14484, 2022.
 */
const bounds: Readonly<Record<string, Bound>> = {
  sgd: { times: () => 2, text: "2/η" },
  momentum: { times: ({ mu }) => 2 + 2 * mu, text: "(2 + 2μ)/η" },
  nesterov: { times: ({ mu }) => (2 + 2 * mu) / (1 + 2 * mu), text: "(2 + 2μ)/((1 + 2μ) η)" },
  rmsprop: { times: () => 2, text: "2/η, for P⁻¹H", root: (v, { eps, epsRoot }) => Math.sqrt(v + epsRoot) + eps },
  adam: {
    times: ({ beta1 }) => (2 + 2 * beta1) / (1 - beta1),
    text: "(2 + 2β₁)/((1 − β₁) η), for P⁻¹H",
    root: (v, { beta2, eps, epsRoot }, t) => Math.sqrt(v / (1 - beta2 ** t) + epsRoot) + eps,
  },
};

/** Variants have other equations, and wrong rules no bound that anybody published. */
const boundOf = ({ rule, variant, bug }: Choice): Bound | undefined =>
  variant === "" && bug === undefined && Object.hasOwn(bounds, rule) ? bounds[rule] : undefined;

/** The rules whose bound is published. */
export const boundedRules: readonly string[] = Object.keys(bounds);

/** The largest stable curvature of a rule at its rate, with its formula; null if none is published, or η is 0. */
export function boundAt(choice: Choice, lr: number): { readonly value: number; readonly text: string } | null {
  const bound = boundOf(choice);
  if (bound === undefined || !(lr > 0)) return null;
  return { value: bound.times(ruleOf(choice, lr).hyper as Hyper) / lr, text: bound.text };
}

/**
 * P after the latest update, one number for each weight. Undefined for rules without P. Null where P⁻¹H does not
 * exist: before the first update, or if a number is 0.
 */
export function preconditionerOf(choice: Choice, lr: number, optimizer: Optimizer): Float64Array | null | undefined {
  const root = boundOf(choice)?.root;
  if (root === undefined) return undefined;
  const hyper = ruleOf(choice, lr).hyper as Hyper;
  const roots = optimizer
    .parameterStates()
    .flatMap(({ state, t }) => Array.from(state?.v ?? [0], (v) => (t === 0 ? 0 : root(v, hyper, t))));
  return roots.every((x) => x > 0) ? Float64Array.from(roots) : null;
}
