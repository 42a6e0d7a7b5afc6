/** @file The update rule that the flags describe. */

import { excerpt } from "../../check/excerpt.ts";
import { toNumber } from "../../check/toNumber.ts";
import type { Hyper, Rule } from "../../optim/index.ts";
import { numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { terse } from "../terminal/numbers.ts";
import { readSchedule } from "./readSchedule.ts";
import { innermost, ownSettings, ruleFactory } from "./ruleExpression.ts";
import { showSchedule } from "./showSchedule.ts";
import { suitedRates } from "./suitedRates.ts";

/** The settings of an update rule: plain data, where schedules are calls such as `cosine(1e-3, 2000)`. */
export interface RuleSettings {
  /** A rule's name, or wrappers around one: `lookahead(adam, k=6)`. */
  optimizer: string;
  /** null for the default of the rule. */
  lr: number | string | null;
  /** Hyperparameters and variants of the innermost rule. */
  set: Record<string, number | string>;
}

/**
 * The learning rate if no flag gives one: the rate in the expression, at the first step, or else the rule's default.
 */
export function defaultLr(name: string): number {
  const inside = innermost(name);
  const { lr } = ruleFactory(name)().hyper;
  if (hasOwnLr(name) && typeof lr === "function") return lr(1);
  return (hasOwnLr(name) ? undefined : suitedRates[inside]) ?? (typeof lr === "number" ? lr : Number.NaN);
}

/** Returns whether the expression sets a learning rate, as in "adam(lr=0.5)". */
export const hasOwnLr = (name: string): boolean => ownSettings(name).includes("lr");

/** Reads --lr, --schedule and --set. Throws UsageError on a wrong value, or if two flags set the same. */
export function readRuleSettings(optimizer: string, values: Values): RuleSettings {
  ruleFactory(optimizer)();
  const rate = readRate(values);
  const set = readSet(optimizer, values);
  const flag = values.lr === undefined ? "--schedule" : "--lr";
  if (rate !== null && "lr" in set) throw new UsageError(`${flag} and --set lr both set lr; give one of them`);
  const { lr = rate, ...others } = set;
  const given = lr === null ? others : { ...others, lr };
  const twice = ownSettings(optimizer).find((key) => key in given);
  if (twice !== undefined) {
    const by = twice === "lr" && rate !== null ? flag : `--set ${twice}`;
    throw new UsageError(`${optimizer} and ${by} both set ${twice}; give one of them`);
  }
  const settings = { optimizer, lr: lr as number | string | null, set: others };
  checkFirstRate(makeRule(settings));
  return settings;
}

/** A schedule is called at its step only, so its first value is checked here. */
function checkFirstRate({ hyper: { lr } }: Rule): void {
  if (typeof lr === "function" && !(lr(1) >= 0))
    throw new UsageError(`--schedule must give a rate of 0 or more, got ${lr(1)} at step 1`);
}

/** Builds the rule. If neither the settings nor the expression give a learning rate, it is `lr`. */
export function makeRule({ optimizer, lr: given, set }: RuleSettings, lr: Hyper = defaultLr(optimizer)): Rule {
  const entries = Object.entries(set).map(([key, value]) => [
    key,
    typeof value === "string" && key !== "variant" ? readSchedule(`--set ${key}`, value) : value,
  ]);
  const rate = typeof given === "string" ? readSchedule("--schedule", given) : given;
  return ruleFactory(optimizer)({
    ...(!hasOwnLr(optimizer) && { lr }),
    ...(rate !== null && { lr: rate }),
    ...Object.fromEntries(entries),
  });
}

/** The number of --lr or the call of --schedule; null without either. */
function readRate(values: Values): number | string | null {
  const schedule = textFlag(values, "schedule");
  if (schedule !== null && values.lr !== undefined)
    throw new UsageError("--lr and --schedule both set the learning rate; give one of them");
  if (schedule !== null) return schedule;
  return values.lr === undefined ? null : numberFlag(values, "lr", 0, { low: 0 });
}

function readSet(optimizer: string, values: Values): RuleSettings["set"] {
  const pairs = ((values.set ?? []) as string[]).map((given): [string, number | string] => {
    const at = given.indexOf("=");
    if (at < 1) throw new UsageError(`--set must be NAME=VALUE, such as beta2=0.99, got ${excerpt(given)}`);
    const key = given.slice(0, at);
    return [key, readValue(optimizer, key, given.slice(at + 1))];
  });
  const names = pairs.map(([key]) => key);
  const twice = names.find((key, i) => names.indexOf(key) !== i);
  if (twice !== undefined) throw new UsageError(`--set ${twice} is given twice; give it once`);
  return Object.fromEntries(pairs);
}

function readValue(optimizer: string, key: string, text: string): number | string {
  const name = innermost(optimizer);
  if (key === "variant") {
    ruleFactory(name)({ variant: text });
    return text;
  }
  const { hyper } = ruleFactory(name)();
  if (!Object.hasOwn(hyper, key)) throw unknownName("setting", key, Object.keys(hyper), name);
  const number = toNumber(text);
  return Number.isNaN(number) ? text : number;
}

/** The name with every setting: `adam lr 0.002 beta1 0.9 …`. */
export const describeRule = (rule: Rule): string => [rule.name, ...Object.entries(settingsOf(rule)).flat()].join(" ");

/** Every hyperparameter, and the variant unless it is the default form. */
export function settingsOf({ hyper, variant }: Rule): Record<string, string> {
  const numbers = Object.entries(hyper).map(([key, value]) => [
    key,
    typeof value === "number" ? terse(value) : showSchedule(value),
  ]);
  return Object.fromEntries([...numbers, ...(variant === "" ? [] : [["variant", variant]])]);
}
