import type { Definition, RuleFactory } from "../../src/optim/index.ts";
import * as optim from "../../src/optim/index.ts";

/** One published form of a rule: its default, with the variant "", or a named variant. */
export interface Form {
  readonly rule: string;
  readonly variant: string;
}

export const factories: Readonly<Record<string, RuleFactory>> = optim.rules;

const formsOf = ({ definition: { name, variants } }: RuleFactory): Form[] =>
  ["", ...Object.keys(variants)].map((variant) => ({ rule: name, variant }));

/** Every form, in the order of the rules' names. */
export const allForms: readonly Form[] = Object.values(factories).flatMap(formsOf);

/** Makes the rule of a form. A rule without variants takes no such setting. */
export const makeRule = ({ rule, variant }: Form, settings: Readonly<Record<string, optim.Hyper>> = {}): optim.Rule =>
  factories[rule]({ ...settings, ...(variant !== "" && { variant }) });

/** The forms that move single weights by their gradients, which a function of two numbers can show. */
export const elementwiseForms: readonly Form[] = allForms.filter(
  (form) => makeRule(form).elementwise && !factories[form.rule].definition.needsClosure,
);

/** The hyperparameters of a form with their ranges and defaults. */
export function kindsOf({ rule, variant }: Form): Definition["hyper"] {
  const { definition } = factories[rule];
  return variant === "" ? definition.hyper : definition.variants[variant].hyper;
}

/** `adam`, or `adam tensorflow` for a variant. */
export const formName = ({ rule, variant }: Form): string => (variant === "" ? rule : `${rule} ${variant}`);
