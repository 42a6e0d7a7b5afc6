/** @file `downhill check ./mine.ts#name`: an optimizer, a schedule or an op of the user's own module. */

import * as autograd from "../../autograd/index.ts";
import { toNumber } from "../../check/toNumber.ts";
import { rules } from "../../optim/index.ts";
import { checkRule } from "../../testing/checkRule.ts";
import { checkSchedule, type ScheduleReport } from "../../testing/checkSchedule.ts";
import type { RuleReport } from "../../testing/ruleReport.ts";
import type { RuleSubject } from "../../testing/support/candidate.ts";
import { isOptimizer, ruleFactory } from "../experiment/ruleExpression.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { type Export, loadExport } from "../modules/loadExport.ts";
import { assertSubject } from "../modules/userRules.ts";
import { casesOf } from "./casesOf.ts";
import { checkCall, type GradientCheck } from "./gradients.ts";
import { isSchedule, readLibrarySchedule } from "./readLibrarySchedule.ts";

export type UserCheck =
  | { kind: "op"; checks: GradientCheck[] }
  | { kind: "rule"; report: RuleReport }
  | { kind: "schedule"; report: ScheduleReport };

/** Checks an export: an op on the inputs given, else what `--like` names. */
export async function userCheck(word: string, inputs: readonly string[], values: Values): Promise<UserCheck> {
  const found = await loadExport(word);
  if (inputs.length > 0) return { kind: "op", checks: [opCheck(found, inputs)] };
  const like = textFlag(values, "like");
  if (like === null)
    throw new UsageError(
      `${word}: say what it is: --like adam for an optimizer, --like "cosine(0.1, 100)" for a schedule, ` +
        'or inputs after it for an op, such as "randn(2, 3)"',
    );
  if (isSchedule(like)) return { kind: "schedule", report: scheduleReport(found, like) };
  if (!isOptimizer(like)) throw unknownName("rule", like, Object.keys(rules), "--like");
  assertSubject(word, found.value);
  return { kind: "rule", report: await ruleReport(found.value, like, values) };
}

function opCheck({ name, value }: Export, inputs: readonly string[]): GradientCheck {
  if (typeof value !== "function") throw new UsageError(`${name} must be a function of tensors to be checked as an op`);
  const call = `${name}(${inputs.join(", ")})`;
  try {
    return checkCall(call, { ...autograd, [name]: value } as typeof autograd);
  } catch (error) {
    throw new UsageError(`${call}: ${(error as Error).message.replace("@gradcheck ", "")}`);
  }
}

function scheduleReport({ name, value }: Export, like: string): ScheduleReport {
  if (!like.includes("("))
    throw new UsageError(
      `--like must be the whole call of a schedule, such as --like "${readLibrarySchedule(like).madeBy?.name}(…)"`,
    );
  readLibrarySchedule(like);
  if (typeof value !== "function") throw new UsageError(`${name} must be a function of t to be checked as a schedule`);
  return checkSchedule(value as (t: number) => number, { like });
}

async function ruleReport(subject: RuleSubject, like: string, values: Values): Promise<RuleReport> {
  const variant = textFlag(values, "variant");
  const cases = await casesOf(like);
  return checkRule(subject, {
    like: Object.hasOwn(rules, like) ? like : ruleFactory(like)(),
    hyper: hyperOf(values),
    trajectories: cases,
    ...(variant !== null && { variant }),
  });
}

/** The hyperparameters of --set. */
const hyperOf = (values: Values): Record<string, number> =>
  Object.fromEntries(
    ((values.set ?? []) as string[]).map((given) => {
      const at = given.indexOf("=");
      const value = toNumber(given.slice(at + 1));
      if (at < 1 || Number.isNaN(value))
        throw new UsageError(`--set must be NAME=NUMBER, such as lr=0.01, got "${given}"`);
      return [given.slice(0, at), value];
    }),
  );
