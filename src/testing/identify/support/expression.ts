import type { Rule } from "../../../optim/rule.ts";
import { ownVariant } from "../../../optim/support/ownVariant.ts";
import type { Fitted } from "./fit.ts";

/** A number as short as it reads back to 12 digits. */
const shortNumber = (x: number): string => String(Number(x.toPrecision(12)));

/**
 * The form as an expression of the command line: `l2(adam(lr=0.001), l2=0.01)`. Leaves out numbers that are defaults,
 * except the learning rate.
 */
export function expressionOf({ form, hyper }: Fitted): string {
  const levels = levelsOf(form.rule, form.wrappers.length);
  return levels.reduce((inside, { name, variant, own }) => {
    const settings = Object.entries(own)
      .filter(([key, { full }]) => key === "lr" || hyper[full] !== own[key].fallback)
      .map(([key, { full }]) => `${key}=${shortNumber(hyper[full])}`);
    const all = [...(inside === "" ? [] : [inside]), ...settings, ...(variant === "" ? [] : [`variant=${variant}`])];
    return all.length === 0 ? name : `${name}(${all.join(", ")})`;
  }, "");
}

interface Level {
  readonly name: string;
  readonly variant: string;
  /** The hyperparameters that this level adds: their full names and defaults. */
  readonly own: Readonly<Record<string, { full: string; fallback: number | undefined }>>;
}

/** The rule, then the wrappers around it from the inside out. */
function levelsOf(rule: Rule, wrappers: number): Level[] {
  const inner = wrappers > 0 ? rule.inner : undefined;
  const inside = inner === undefined ? [] : levelsOf(inner, wrappers - 1);
  const full = Object.keys(rule.hyper).filter((name) => inner === undefined || !Object.hasOwn(inner.hyper, name));
  const variant = inner === undefined ? rule.variant : ownVariant(rule.variant, inner.variant);
  const { hyper } = rule.definition.variants[variant] ?? rule.definition;
  const own = full.map((name) => {
    const key = name.replace(/^.*\./, "");
    return [key, { full: name, fallback: hyper[key]?.fallback }];
  });
  return [...inside, { name: rule.definition.name, variant, own: Object.fromEntries(own) }];
}
