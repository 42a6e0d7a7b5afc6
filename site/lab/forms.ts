import type { Definition, RuleFactory, WrapperFactory } from "../../src/optim/index.ts";
import * as optim from "../../src/optim/index.ts";
import { wrapperSettings } from "../../src/testing/identify/support/wrapperSettings.ts";

/** One published form of a rule: its default, with the variant "", or a named variant. */
export interface Form {
  readonly rule: string;
  readonly variant: string;
  /** The name of a wrapper around it. */
  readonly wrapper?: string;
}

export const factories: Readonly<Record<string, RuleFactory>> = optim.rules;

const formsOf = ({ definition: { name, variants } }: RuleFactory): Form[] =>
  ["", ...Object.keys(variants)].map((variant) => ({ rule: name, variant }));

/** Every form, in the order of the rules' names. */
export const allForms: readonly Form[] = Object.values(factories).flatMap(formsOf);

const wrapperFactories: Readonly<Record<string, WrapperFactory>> = optim.wrappers;

/** The wrappers that a function of two numbers can show. One that averages over axes leaves a vector as it is. */
export const shownWrappers: readonly string[] = Object.keys(wrapperFactories).filter(
  (name) => !Object.hasOwn(wrapperFactories[name].definition.hyper, "outputAxis"),
);

/** Makes the rule of a form. A rule without variants takes no such setting. */
export function makeRule(
  { rule, variant, wrapper }: Form,
  settings: Readonly<Record<string, optim.Hyper>> = {},
): optim.Rule {
  const own = Object.keys(wrapper === undefined ? {} : wrapperKinds(wrapper, rule, variant));
  const pick = (isOwn: boolean): Record<string, optim.Hyper> =>
    Object.fromEntries(Object.entries(settings).filter(([key]) => own.includes(key) === isOwn));
  const inner = factories[rule]({ ...pick(false), ...(variant !== "" && { variant }) });
  return wrapper === undefined
    ? inner
    : wrapperFactories[wrapper](inner, { ...wrapperSettings[wrapper], ...pick(true) });
}

/** The forms that move single weights by their gradients, which a function of two numbers can show. */
export const elementwiseForms: readonly Form[] = allForms.filter(
  (form) => makeRule(form).elementwise && !factories[form.rule].definition.needsClosure,
);

/** The hyperparameters of a form with their ranges and defaults. Those of its wrapper come last. */
export function kindsOf({ rule, variant, wrapper }: Form): Definition["hyper"] {
  return { ...ruleKinds(rule, variant), ...(wrapper !== undefined && wrapperKinds(wrapper, rule, variant)) };
}

function ruleKinds(rule: string, variant: string): Definition["hyper"] {
  const { definition } = factories[rule];
  return variant === "" ? definition.hyper : definition.variants[variant].hyper;
}

/** The hyperparameters of a wrapper that the rule inside has none of. Those without default get one. */
function wrapperKinds(wrapper: string, rule: string, variant: string): Definition["hyper"] {
  const given = (wrapperSettings[wrapper] ?? {}) as Readonly<Record<string, number>>;
  const inner = ruleKinds(rule, variant);
  const own = Object.entries(wrapperFactories[wrapper].definition.hyper).filter(([key]) => !Object.hasOwn(inner, key));
  return Object.fromEntries(own.map(([key, kind]) => [key, { fallback: given[key], ...kind }]));
}

/** `adam`, `adam tensorflow` for a variant, `ema(adam)` inside a wrapper. */
export function formName({ rule, variant, wrapper }: Form): string {
  const name = variant === "" ? rule : `${rule} ${variant}`;
  return wrapper === undefined ? name : `${wrapper}(${name})`;
}
