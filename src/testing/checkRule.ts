import { checkOptions } from "../check/checkOptions.ts";
import type { MakeRule } from "../optim/index.ts";
import type { Rule } from "../optim/rule.ts";
import { checkLibrary } from "./checkLibrary.ts";
import { claimChecks, replaced } from "./claimChecks.ts";
import type { Driver } from "./driver.ts";
import { driverHygiene } from "./driverHygiene.ts";
import { driverResuming } from "./driverResuming.ts";
import { following } from "./following.ts";
import { goldenChecks } from "./goldenChecks.ts";
import { nearestForm } from "./nearestForm.ts";
import { probeDriver } from "./probeDriver.ts";
import type { RuleCheck } from "./ruleCheck.ts";
import { type RuleReport, reportOf } from "./ruleReport.ts";
import {
  type Candidate,
  checkSubject,
  type Form,
  isDriver,
  numbersOf,
  type RuleSubject,
  ruleCandidate,
} from "./support/candidate.ts";
import { formOf } from "./support/formOf.ts";
import type { Trajectory } from "./trajectories.ts";

export interface CheckRuleOptions {
  /** The rule that the subject should be: downhill's name, or a Rule, such as `lookahead(adam(), { k: 6 })`. */
  like: string | Rule;
  /** The variant that it should be. Default: the paper's form. */
  variant?: string;
  /** Hyperparameters that the subject has fixed, or that the comparison should use. Default: the published ones. */
  hyper?: Readonly<Record<string, number>>;
  /** The result of `await trajectories(name)`: paths of 25 digits, to follow as well. */
  trajectories?: readonly Trajectory[];
}

/**
 * Checks an optimizer against a published rule: its path on gradients that tell rules apart, and the paper's claims.
 * Also checks invariances, descent, resuming, and that it does not change its arguments.
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
  return checkForm(subject as RuleSubject, options);
}

function checkForm(subject: RuleSubject, options: CheckRuleOptions): RuleReport {
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
