import type { MakeRule, RuleFactory } from "../optim/index.ts";
import { rules } from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import { agreement } from "./support/agreement.ts";
import { bentForms } from "./support/bentForms.ts";
import { type Candidate, type Form, numbersOf } from "./support/candidate.ts";
import { gradientStreams } from "./support/gradientStreams.ts";
import { streamPath } from "./support/streamPaths.ts";

/** A form that a subject follows within rounding, though it is not the one named. */
export interface Nearest {
  /** The name in downhill. */
  rule: string;
  /** "" for the default form. */
  variant: string;
  /** Completes "This is …": `adam, variant mlx`, `adam with ε inside the root`. */
  words: string;
  /** Where the form is published, or how it differs from the one named; "" if unknown. */
  note: string;
  hyper: Readonly<Record<string, number>>;
}

/** A rule to compare with, in words. */
export interface OtherForm {
  readonly rule: Rule;
  readonly words: string;
  readonly note: string;
}

/**
 * Searches the published form that a subject follows on every stream of gradients: other variants, the form named with
 * one known mistake, then other rules. Returns null if none fits.
 */
export function nearestForm(
  candidate: Candidate,
  form: Form,
  settings: Readonly<Record<string, number>>,
): Nearest | null {
  const mine = candidate.make(settings);
  const paths = gradientStreams.map((stream) => streamPath(mine, stream));
  const fits = ({ rule }: OtherForm): boolean =>
    gradientStreams.every((stream, i) => {
      const { departure } = agreement(paths[i], pathOrNone(rule, stream), candidate.precision);
      return departure === null;
    });
  const found = otherForms(form, settings).find(fits);
  if (found === undefined) return null;
  const { rule, words, note } = found;
  return { rule: rule.name, variant: rule.variant, words, note, hyper: numbersOf(rule) };
}

/** The path of a rule that may refuse the tensor; then a path that nothing agrees with. */
function pathOrNone(rule: Rule, stream: (typeof gradientStreams)[number]): readonly number[][] {
  try {
    return streamPath(rule, stream);
  } catch {
    return [...stream.gradients, []].map(() => stream.gradients[0].map(() => Number.NaN));
  }
}

function otherForms(form: Form, settings: Readonly<Record<string, number>>): OtherForm[] {
  const all: readonly RuleFactory[] = Object.values(rules);
  const usable = all.filter(({ definition }) => !definition.needsClosure && definition.name !== form.name);
  return [
    ...formsOf(form.factory, settings),
    ...bentForms(form, settings),
    ...usable.flatMap((one) => formsOf(one, settings)),
  ];
}

/** Every form of a rule, with those of the settings that it has under the same name. */
function formsOf(factory: RuleFactory, settings: Readonly<Record<string, number>>): OtherForm[] {
  const { name, variants, differsFrom } = factory.definition;
  return ["", ...Object.keys(variants)].map((variant) => {
    const who = differsFrom.find((one) => one.variant === variant);
    const note = variant === "" || who === undefined ? "" : `${who.who}: ${who.how}`;
    return {
      rule: withSettings(factory, variant, settings),
      words: variant === "" ? name : `${name}, variant ${variant}`,
      note,
    };
  });
}

/** β₁ and μ, β₂ and ρ are the same decay rate under two names. */
const relatives: Readonly<Record<string, readonly string[]>> = {
  mu: ["mu", "beta1", "beta"],
  beta: ["beta", "beta1", "mu"],
  beta1: ["beta1", "mu", "beta"],
  beta2: ["beta2", "rho"],
  rho: ["rho", "beta2"],
};

function withSettings(factory: MakeRule, variant: string, settings: Readonly<Record<string, number>>): Rule {
  const { hyper, kinds } = factory({ variant });
  const values = Object.keys(hyper).flatMap((name) => {
    const key = (relatives[name] ?? [name]).find((one) => one in settings);
    return key !== undefined && kinds[name].holds(settings[key]) ? [[name, settings[key]] as const] : [];
  });
  return factory({ ...Object.fromEntries(values), variant });
}
