import type { RuleFactory } from "../../../optim/defineRule.ts";
import type { WrapperFactory } from "../../../optim/defineWrapper.ts";
import type { Rule } from "../../../optim/rule.ts";
import * as rules from "../../../optim/rules/index.ts";
import * as wrappers from "../../../optim/wrappers/index.ts";
import { type KnownBug, knownBugs } from "../knownBugs.ts";
import { type Axis, axesOf } from "./axes.ts";
import { wrapperSettings } from "./wrapperSettings.ts";

/** A published form, or a known bug of one, with wrappers around it and its numbers unknown. */
export interface Form {
  /** The name and variant of the rule inside all wrappers. */
  readonly name: string;
  readonly variant: string;
  readonly bug: KnownBug | null;
  /** The outermost first. */
  readonly wrappers: readonly string[];
  readonly rule: Rule;
  readonly axes: readonly Axis[];
  /** True for combinations that are published, but that hardly any program uses. They are not wrapped. */
  readonly isRare: boolean;
}

const ruleFactories: Readonly<Record<string, RuleFactory>> = rules;
const wrapperFactories: Readonly<Record<string, WrapperFactory>> = wrappers;

type Names = Pick<Form, "name" | "variant" | "bug" | "wrappers">;

const formOf = (rule: Rule, names: Names): Form => ({ ...names, rule, axes: axesOf(rule), isRare: false });

/** One ε beside the root, one under it, or rarely both: together the two are hard to fit. */
function withOneEps(rule: Rule, names: Names): Form[] {
  const both = formOf(rule, names);
  if (!("eps" in rule.hyper && "epsRoot" in rule.hyper)) return [both];
  const without = (name: string): Form => {
    const fixed = { ...rule, hyper: { ...rule.hyper, [name]: 0 } };
    return { ...formOf(fixed, names), axes: both.axes.filter((axis) => axis.name !== name) };
  };
  return [without("epsRoot"), without("eps"), { ...both, isRare: true }];
}

let known: readonly Form[] | undefined;

/** Every published form of every rule that needs only gradients, then every known bug. Returns the same objects. */
export function plainForms(): readonly Form[] {
  known ??= allPlainForms();
  return known;
}

function allPlainForms(): readonly Form[] {
  const published = Object.entries(ruleFactories).flatMap(([name, make]) => {
    const { variants, needsClosure } = make.definition;
    if (needsClosure) return [];
    return ["", ...Object.keys(variants)].flatMap((variant) =>
      withOneEps(make({ variant }), { name, variant, bug: null, wrappers: [] }),
    );
  });
  const broken = knownBugs.flatMap((bug) => {
    const { rule: name, variant = "" } = bug;
    const rule = { ...ruleFactories[name](variant === "" ? {} : { variant }), ...bug.form };
    return withOneEps(rule, { name, variant, bug, wrappers: [] });
  });
  return [...published, ...broken];
}

/** The form inside a wrapper, or null where the wrapper refuses the rule. */
export function wrapped(form: Form, wrapper: string, variant = ""): Form | null {
  try {
    const settings = { ...wrapperSettings[wrapper], ...(variant !== "" && { variant }) };
    const rule = wrapperFactories[wrapper](form.rule, settings);
    const { name, bug, wrappers, axes } = form;
    const outer = formOf(rule, { name, variant: form.variant, bug, wrappers: [wrapper, ...wrappers] });
    // Settings that the form inside keeps fixed stay fixed.
    const kept = (name: string): boolean => !(name in form.rule.hyper) || axes.some((axis) => axis.name === name);
    return { ...outer, axes: outer.axes.filter((axis) => kept(axis.name)) };
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** Returns whether two forms have the same rule, variant, bug and wrappers. */
export const isSame = (a: Form, b: Form): boolean =>
  a.rule.name === b.rule.name && a.variant === b.variant && a.bug === b.bug;
