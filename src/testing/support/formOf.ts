/** @file The form that `like` names: a published rule, or a rule given directly, such as one with wrappers. */
import { checkArgument } from "../../check/checkArgument.ts";
import { describeValue } from "../../check/describeValue.ts";
import { excerpt } from "../../check/excerpt.ts";
import { unknownName } from "../../check/unknownName.ts";
import * as optim from "../../optim/index.ts";
import type { Rule } from "../../optim/rule.ts";
import type { Settings } from "../subject.ts";
import { type Form, isRule, numbersOf, type RuleSubject } from "./candidate.ts";

/** The options of `checkRule` that say what the subject should be. */
interface Named {
  like: string | Rule;
  variant?: string;
  hyper?: Readonly<Record<string, number>>;
}

const rules: Readonly<Record<string, Form["factory"]>> = optim.rules;

/** Returns the form to compare a subject with. Throws RangeError or TypeError unless the options name one. */
export function formOf(subject: RuleSubject, { like, variant, hyper = {} }: Named): Form {
  if (typeof like === "string") return namedForm(subject, like, variant, hyper);
  if (!isRule(like)) throw new TypeError(`checkRule: like must be a rule's name or a Rule, got ${describeValue(like)}`);
  if (variant !== undefined)
    throw new RangeError(
      `checkRule: variant is for a name; the Rule in like has its own, got ${describeValue(variant)}`,
    );
  const changing = Object.keys(like.hyper).find((key) => typeof like.hyper[key] !== "number");
  if (changing !== undefined)
    throw new RangeError(`checkRule: the hyperparameters of like must be numbers, got a schedule for ${changing}`);
  const isPublished = Object.hasOwn(rules, like.name) && rules[like.name].definition === like.definition;
  return isPublished
    ? namedForm(subject, like.name, like.variant, { ...numbersOf(like), ...hyper })
    : givenForm(like, hyper);
}

/** A form by its name, with the hyperparameters that the subject has under the same names, then those of `hyper`. */
function namedForm(subject: RuleSubject, name: string, variant = "", hyper: Named["hyper"] = {}): Form {
  if (!Object.hasOwn(rules, name)) throw unknownForm(name);
  const factory = rules[name];
  const published = factory({ variant }).hyper;
  const own = isRule(subject) ? numbersOf(subject) : {};
  const known = Object.fromEntries(Object.entries(own).filter(([key]) => key in published));
  return { name, variant, given: null, factory, rule: factory({ ...known, ...hyper, variant }) };
}

function unknownForm(name: string): RangeError {
  const [wrapper] = Object.keys(optim.wrappers).filter((one) => name === one || name.startsWith(`${one}(`));
  if (wrapper === undefined) return new RangeError(unknownName("checkRule", "rule", name, Object.keys(rules)));
  return new RangeError(
    `checkRule: like must be a rule's name, or a Rule where it has wrappers, got ${excerpt(name)}; give like: ${wrapper}(adam(), …)`,
  );
}

/** A rule as it is, which only its numbers can change. */
function givenForm(given: Rule, hyper: Readonly<Record<string, number>>): Form {
  const { name, definition, kinds } = given;
  for (const [key, value] of Object.entries(hyper)) {
    if (!Object.hasOwn(kinds, key))
      throw new RangeError(unknownName("checkRule", "hyperparameter", key, Object.keys(kinds)));
    checkArgument("checkRule", key, value, kinds[key]);
  }
  const make = ({ variant, ...values }: Settings = {}): Rule => ({
    ...given,
    hyper: { ...given.hyper, ...(values as Rule["hyper"]) },
  });
  const own = { ...definition, name, variants: {}, differsFrom: [], needsClosure: given.beforeStep !== undefined };
  const factory = Object.assign(make, { definition: own }) as Form["factory"];
  return { name, variant: "", given, factory, rule: make(hyper) };
}
