/** @file The subject of `checkRule` in one shape: a function that makes a rule from any settings it takes. */
import { describeValue } from "../../check/describeValue.ts";
import type { Hyper, MakeRule, RuleFactory } from "../../optim/index.ts";
import type { Rule } from "../../optim/rule.ts";
import type { Driver } from "../driver.ts";
import type { Settings } from "../subject.ts";
import { float64Precision, type Precision } from "./agreement.ts";
import { driverRule } from "./driverRule.ts";
import { NotTested } from "./notTested.ts";

/** The published form that a subject is compared with. */
export interface Form {
  readonly name: string;
  /** "" for the default form. */
  readonly variant: string;
  /** The rule itself, if it was given in place of a name. */
  readonly given: Rule | null;
  readonly factory: RuleFactory;
  /** The rule with its published defaults, changed by the `hyper` of the check. */
  readonly rule: Rule;
}

export interface Candidate {
  readonly driver: Driver | null;
  /** The hyperparameters that the subject takes. */
  readonly names: ReadonlySet<string>;
  readonly precision: Precision;
  readonly floats: Float64ArrayConstructor | Float32ArrayConstructor;
  /** Makes the subject's rule. Throws NotTested if a setting differs from what the subject has fixed. */
  make(settings?: Settings): Rule;
}

/** Whatever `checkRule` takes. */
export type RuleSubject<I = unknown> = Rule | MakeRule | Driver<I>;

export const isDriver = (subject: unknown): subject is Driver =>
  typeof subject === "object" && subject !== null && "isDriver" in subject;

export const isRule = (subject: unknown): subject is Rule =>
  typeof subject === "object" && subject !== null && "update" in subject && "init" in subject;

/** Throws a TypeError unless the value is a subject. */
export function checkSubject(who: string, subject: unknown): asserts subject is RuleSubject {
  if (typeof subject === "function" || isRule(subject) || isDriver(subject)) return;
  throw new TypeError(
    `${who}: the subject must be a rule, a function that makes one, or the result of driver(…), got ${describeValue(subject)}`,
  );
}

/** The hyperparameters of a rule, schedules at step 1. */
export const numbersOf = ({ hyper }: Pick<Rule, "hyper">): Record<string, number> =>
  Object.fromEntries(
    Object.entries(hyper).map(([name, value]) => [name, typeof value === "number" ? value : value(1)]),
  );

/** Returns a rule or a function that makes one as a candidate. */
export function ruleCandidate(subject: Rule | MakeRule, form: Form): Candidate {
  const given = numbersOf(form.rule);
  const hasVariants = typeof subject === "function" && "definition" in subject;
  const variant = hasVariants && form.variant !== "" ? { variant: form.variant } : {};
  const first = typeof subject === "function" ? makeKnown(subject, given, variant) : subject;
  const names = new Set(Object.keys(first.hyper));
  const fixed = { ...given, ...(typeof subject === "function" ? {} : numbersOf(subject)) };
  return {
    driver: null,
    names,
    precision: float64Precision,
    floats: Float64Array,
    make(settings = {}) {
      const hyper = hyperOf(form, settings, names, fixed);
      return typeof subject === "function"
        ? subject({ ...hyper, ...variant })
        : { ...subject, hyper: { ...subject.hyper, ...hyper } };
    },
  };
}

/** Makes a rule from the hyperparameters that the function takes. A function that refuses a name lacks it. */
function makeKnown(make: MakeRule, given: Record<string, number>, variant: object): Rule {
  const first = attempt(make, variant);
  if (!isRule(first))
    throw new TypeError(
      `checkRule: the subject must make a rule, got a function that returns ${describeValue(first)}; wrap it with driver(…)`,
    );
  const names = new Set(Object.keys(first.hyper));
  return make({ ...Object.fromEntries(Object.entries(given).filter(([name]) => names.has(name))), ...variant });
}

function attempt(make: MakeRule, settings: object): unknown {
  try {
    return make({ ...settings });
  } catch (error) {
    const { message } = error as Error;
    throw new TypeError(
      `checkRule: the subject must make a rule from settings, but it threw: ${message}; wrap another optimizer with driver(…)`,
    );
  }
}

/** Returns a driver as a candidate; `names` are the hyperparameters that it was seen to read. */
export const driverCandidate = (
  driver: Driver,
  form: Form,
  { names, precision, floats }: Pick<Candidate, "names" | "precision" | "floats">,
): Candidate => ({
  driver,
  names,
  precision,
  floats,
  make(settings = {}) {
    const fixed = numbersOf(form.rule);
    const hyper = { ...fixed, ...hyperOf(form, settings, names, fixed) };
    if (Object.values(hyper).some((value) => typeof value === "function")) throw new NotTested("a schedule");
    return driverRule(driver, form.rule, hyper, floats);
  },
});

/**
 * Returns the hyperparameters for the subject: those of the settings, else the published defaults. Others must have the
 * value that the subject has fixed.
 */
function hyperOf(
  { name, variant, factory }: Form,
  settings: Settings,
  names: ReadonlySet<string>,
  fixed: Readonly<Record<string, number>>,
): Record<string, Hyper> {
  const { hyper } = factory({ ...settings, ...(variant !== "" && { variant }) });
  for (const [key, value] of Object.entries(hyper)) {
    if (!names.has(key) && value !== fixed[key]) throw new NotTested(`${name} with another ${key}`);
  }
  return Object.fromEntries(Object.entries(hyper).filter(([key]) => names.has(key)));
}
