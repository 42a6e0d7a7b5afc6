import { checkOptions } from "../check/checkOptions.ts";
import { unknownName } from "../check/unknownName.ts";
import type { MakeRule } from "../optim/index.ts";
import * as optim from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import { claimChecks, libraryChecks, replaced } from "./claimChecks.ts";
import type { Driver } from "./driver.ts";
import { driverHygiene } from "./driverHygiene.ts";
import { driverResuming } from "./driverResuming.ts";
import { following } from "./following.ts";
import { goldenChecks } from "./goldenChecks.ts";
import { type Nearest, nearestForm } from "./nearestForm.ts";
import { probeDriver } from "./probeDriver.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { stepLengths } from "./stepLengths.ts";
import { subjectNamed } from "./subjectNamed.ts";
import { libraryPrecision } from "./support/agreement.ts";
import {
  type Candidate,
  checkSubject,
  type Form,
  isDriver,
  isRule,
  numbersOf,
  ruleCandidate,
} from "./support/candidate.ts";
import { ruleMessage } from "./support/ruleMessage.ts";
import type { Trajectory } from "./trajectories.ts";

export interface CheckRuleOptions {
  /** The rule that the subject should be, by downhill's name. */
  like: string;
  /** The variant that it should be. Default: the paper's form. */
  variant?: string;
  /** Hyperparameters that the subject has fixed, or that the comparison should use. Default: the published ones. */
  hyper?: Readonly<Record<string, number>>;
  /** The result of `await trajectories(like)`: paths of 25 digits, to follow as well. */
  trajectories?: readonly Trajectory[];
}

export interface RuleReport {
  passed: boolean;
  /** The verdict in a few lines: what it is, each failed check, what was left out. */
  message: string;
  checks: RuleCheck[];
  /** The published form that the subject follows, if it is not the one named and one fits. */
  nearest: Nearest | null;
}

/**
 * Checks an optimizer against a published rule: its path on gradients that tell rules apart, the claims of the paper,
 * invariances, descent with gradients from central differences, resuming, and whether it leaves its arguments alone.
 *
 *     checkRule(driver({ start, step, theta }), { like: "adam" }).message
 *
 * The subject is a `Rule`, a function that makes one from settings, or the result of `driver`. Checks that set what the
 * subject does not take are left out. Throws on unknown names only; whatever the subject does is in the report.
 *
 * @example checkRule(rules.adam, { like: "adam" }).passed // true
 */
export function checkRule<I>(subject: Rule | MakeRule | Driver<I>, options: CheckRuleOptions): RuleReport {
  checkOptions("checkRule", options, ["like", "variant", "hyper", "trajectories"]);
  checkSubject("checkRule", subject);
  const { like } = options;
  if (Object.hasOwn(optim.rules, like)) return checkForm(subject as Subject, options);
  if (typeof subject === "function") return checkLibrary(like, subject, options);
  throw new RangeError(unknownName("checkRule", "rule", String(like), Object.keys(optim.rules)));
}

type Subject = Rule | MakeRule | Driver;

function checkForm(subject: Subject, options: CheckRuleOptions): RuleReport {
  const form = formOf(subject, options);
  if (subject === form.factory) return checkLibrary(form.name, subject, options);
  if (!isDriver(subject)) return checkCandidate(ruleCandidate(subject, form), form, options, []);
  if (form.factory.definition.needsClosure)
    throw new RangeError(`checkRule: like must be a rule that needs gradients only, got ${form.name}; pass a Rule`);
  const { candidate, checks } = probeDriver(subject, form);
  if (candidate === null) return reportOf(form.name, checks);
  const place = { driver: subject, floats: candidate.floats, hyper: numbersOf(form.rule) };
  return checkCandidate(candidate, form, options, [...checks, ...driverHygiene(place), ...driverResuming(place)]);
}

/** Checks what the library or the command line makes: all of its claims, without a reference beside it. */
function checkLibrary(like: string, make: MakeRule, { variant, trajectories = [] }: CheckRuleOptions): RuleReport {
  const cases = trajectories.filter((one) => one.rule === like && (variant ?? one.variant) === one.variant);
  const subject = subjectNamed(like, make);
  return reportOf(like, [
    ...goldenChecks(cases, optim, libraryPrecision),
    ...libraryChecks(like, variant ?? "", make),
    ...stepLengths(subject, optim),
  ]);
}

function checkCandidate(
  candidate: Candidate,
  form: Form,
  { trajectories = [] }: CheckRuleOptions,
  conduct: readonly RuleCheck[],
): RuleReport {
  const { name, variant, factory } = form;
  const followed = factory.definition.needsClosure ? [] : following(candidate, form);
  const failed = followed.find(({ check }) => check.passed === false);
  const nearest = failed === undefined ? null : nearestForm(candidate, form, failed.settings);
  const { checks, leftOut } = claimChecks(candidate, form);
  const cases = trajectories
    .filter((one) => one.rule === name && one.variant === variant)
    .map(({ average, ...one }) => (candidate.driver === null && average !== undefined ? { ...one, average } : one));
  const all = [
    ...followed.map(({ check }) => check),
    ...goldenChecks(cases, replaced(candidate, form).optim, candidate.precision),
    ...conduct,
    ...checks,
  ];
  return reportOf(variant === "" ? name : `${name}, variant ${variant}`, all, { nearest, leftOut, form });
}

function formOf(subject: Subject, { like, variant = "", hyper = {} }: CheckRuleOptions): Form {
  const factory = (optim.rules as Readonly<Record<string, Form["factory"]>>)[like];
  const published = factory({ variant }).hyper;
  const own = isRule(subject) ? numbersOf(subject) : {};
  const known = Object.fromEntries(Object.entries(own).filter(([name]) => name in published));
  return { name: like, variant, factory, rule: factory({ ...known, ...hyper, variant }) };
}

interface Found {
  nearest?: Nearest | null;
  leftOut?: readonly string[];
  form?: Form;
}

function reportOf(like: string, checks: RuleCheck[], { nearest = null, leftOut = [], form }: Found = {}): RuleReport {
  const message = ruleMessage({ like, published: publishedBy(form), checks, nearest, leftOut });
  return { passed: checks.every(({ passed }) => passed !== false), message, checks, nearest };
}

function publishedBy(form: Form | undefined): string {
  if (form === undefined) return "";
  const { source, variants } = form.factory.definition;
  const { authors, year } = (form.variant === "" ? source : variants[form.variant].source) ?? {};
  return authors === undefined ? "" : ` (${authors} ${year})`;
}
