/** @file Forms that compute the same as one that fits. */
import type { HyperValues, Rule } from "../../../optim/rule.ts";
import { attempted } from "./attempted.ts";
import type { Fitted, Work } from "./fit.ts";
import { type Form, isSame, plainForms, wrapped } from "./forms.ts";
import { replay } from "./replay.ts";
import type { Run } from "./run.ts";
import { describe, type Settled, settle } from "./settle.ts";
import { verify } from "./verify.ts";

/**
 * Other forms that fit with the numbers of the best one, and may be simpler. Examples: Adam where AdamW without decay
 * fits, and the rule without a wrapper that never acted.
 */
export function relatives(settled: readonly Settled[], run: Run, work: Work): Settled[] {
  if (settled.length === 0) return [];
  const best = shortestOf(settled);
  const { form: found } = best;
  const numbers = numbersOf(best);
  // Adam and AdamW can have the same bug: `adam.staleSquare`, `adamw.staleSquare`.
  const kindOf = ({ bug }: Form): string | undefined => bug?.name.split(".")[1];
  const plain = plainForms().filter((form) => form.bug === null || kindOf(form) === kindOf(found));
  const forms = stacksOf(found, numbers).flatMap((wrappers) => plain.map((form) => stacked(form, wrappers)));
  // Also forms that fit already: these numbers may be rounder than their own.
  const others = forms.filter((form) => form !== null && !isSame(form, found)) as Form[];
  return others.flatMap((form) => {
    const given = withNumbers(form, numbers);
    const fits = (one: Fitted): boolean =>
      attempted(() => verify(form, one.hyper, run, work).misfit <= 1 || isEqual(one, best, run)) ?? false;
    const fitted = [given, neutral(given, numbers)].find(fits);
    if (fitted === undefined) return [];
    const [plainly, rounded] = [describe(fitted, run, work), settle(fitted, run, work)];
    if (rounded.verdict.misfit <= 1 && rounded.bits < plainly.bits) return [rounded];
    // Equal predictions fit as well as those of the best. Their own imitated rounding differs by chance.
    return [plainly.verdict.misfit <= 1 ? plainly : { ...plainly, verdict: best.verdict }];
  });
}

/** The form with the shortest description, the first of equals. */
export const shortestOf = (settled: readonly Settled[]): Settled => settled.reduce((a, b) => (b.bits < a.bits ? b : a));

/** The same wrappers, all but one, and decay outside of the rule where it was found inside. */
const stacksOf = ({ wrappers }: Form, numbers: ReadonlyMap<string, number>): (readonly string[])[] => [
  wrappers,
  ...wrappers.map((_, k) => wrappers.filter((_name, j) => j !== k)),
  ...(numbers.get("rule.weightDecay")
    ? [
        [...wrappers, "decoupledDecay"],
        [...wrappers, "l2"],
      ]
    : []),
];

const stacked = (form: Form, wrappers: readonly string[]): Form | null =>
  wrappers.reduceRight((inside: Form | null, name) => inside && wrapped(inside, name), form);

/** The level of every hyperparameter: `rule.alpha` is AdEMAMix's, `lookahead.alpha` that of the wrapper around it. */
function keysOf(rule: Rule, wrappers: number): Map<string, string> {
  const inner = wrappers > 0 ? rule.inner : undefined;
  const keys = inner === undefined ? new Map<string, string>() : keysOf(inner, wrappers - 1);
  const level = inner === undefined ? "rule" : rule.definition.name;
  for (const name of Object.keys(rule.hyper))
    if (!keys.has(name)) keys.set(name, `${level}.${name.replace(/^.*\./, "")}`);
  return keys;
}

const numbersOf = ({ form, hyper }: Fitted): Map<string, number> =>
  new Map([...keysOf(form.rule, form.wrappers.length)].map(([name, key]) => [key, hyper[name]]));

/** A form with numbers of another one. An ε that this form keeps at 0 stays 0. */
function withNumbers(form: Form, numbers: ReadonlyMap<string, number>): Fitted {
  const keys = keysOf(form.rule, form.wrappers.length);
  const shared = [...keys].flatMap(([name, key]): [string, number][] => {
    if (/^(.*\.)?eps/.test(name) && form.axes.every((axis) => axis.name !== name)) return [];
    const isDecay = /^(rule\.weightDecay|decoupledDecay\.weightDecay|l2\.l2)$/.test(key);
    const decay = isDecay ? decayFor(key, form, numbers) : undefined;
    // Ranger is RAdam inside Lookahead.
    const outer = /^rule\.(k|alpha)$/.test(key) ? numbers.get(key.replace("rule", "lookahead")) : undefined;
    const value = decay ?? numbers.get(key) ?? outer;
    return value === undefined ? [] : [[name, value]];
  });
  return { form, hyper: { ...(form.rule.hyper as HyperValues), ...Object.fromEntries(shared) }, error: 0 };
}

/** The form with 0 for numbers that the other one does not have: AdEMAMix with α = 0 beside Adam. */
function neutral({ form, hyper, error }: Fitted, numbers: ReadonlyMap<string, number>): Fitted {
  const keys = keysOf(form.rule, form.wrappers.length);
  const isMissing = (name: string): boolean =>
    /\b(alpha|mu|weightDecay)$/.test(name) && !numbers.has(keys.get(name) as string);
  const missing = form.axes.filter(({ name, usual }) => usual.includes(0) && isMissing(name));
  return { form, hyper: { ...hyper, ...Object.fromEntries(missing.map(({ name }) => [name, 0])) }, error };
}

/** A decay that this form has in one place, and the other form in another place or in two. */
function decayFor(key: string, form: Form, numbers: ReadonlyMap<string, number>): number | undefined {
  const own = new Set(keysOf(form.rule, form.wrappers.length).values());
  const places = ["rule.weightDecay", "decoupledDecay.weightDecay", "l2.l2"];
  const values = places.flatMap((place) => (place === key || !own.has(place) ? (numbers.get(place) ?? []) : []));
  return values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

/** Returns whether two forms predict the same weights, up to 1e-9 of every move. */
function isEqual(one: Fitted, other: Fitted, run: Run): boolean {
  const [a, b] = [one, other].map(({ form, hyper }) => replay(form.rule, hyper, run));
  return a.every((value, k) => {
    const before = run.theta[Math.floor(k / run.weights)][k % run.weights];
    return Math.abs(value - b[k]) <= 1e-9 * Math.abs(b[k] - before) + 4e-16 * Math.abs(b[k]);
  });
}
