/** @file Optimizers as the command line names them: a rule, or wrappers around one. */

import type { Hyper, MakeRule, RuleFactory, WrapperFactory } from "../../optim/index.ts";
import * as optim from "../../optim/index.ts";
import { toNumber } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { readSchedule } from "./readSchedule.ts";

/** The rules that need gradients only, which can be compared step by step. */
export const ruleNames: readonly string[] = Object.values(optim.rules)
  .filter(({ definition }) => !definition.needsClosure)
  .map(({ definition }) => definition.name);

const factories: Readonly<Record<string, RuleFactory>> = optim.rules;
const wrappers: Readonly<Record<string, WrapperFactory>> = optim.wrappers;

/** The name before the parenthesis, and the arguments in it. */
interface Call {
  name: string;
  args: string[];
}

/**
 * The factory of an optimizer; the text is parsed, not evaluated. Settings go to the rule inside all wrappers.
 *
 *     optimizer = rule [ "(" settings ")" ] | wrapper "(" optimizer [ "," settings ] ")"
 *     settings = name "=" value { "," name "=" value }
 *
 *     ruleFactory("lookahead(clipByNorm(adam, maxNorm=1), k=6)")
 *
 * Throws UsageError, suggesting the nearest name.
 */
export function ruleFactory(text: string): MakeRule {
  const { name, args } = readCall(text);
  if (!Object.hasOwn(wrappers, name)) {
    if (!Object.hasOwn(factories, name))
      throw unknownName("optimizer", name, [...Object.keys(factories), ...Object.keys(wrappers)]);
    const own = Object.fromEntries(args.map((arg) => readSetting(name, arg)));
    return (given) => factories[name]({ ...own, ...given });
  }
  const [inside, ...settings] = args;
  if (inside === undefined || isSetting(inside))
    throw new UsageError(`optimizer ${text}: ${name} must have a rule as its first argument, as in "${name}(adam)"`);
  const inner = ruleFactory(inside);
  const own = Object.fromEntries(settings.map((arg) => readSetting(name, arg)));
  return (given) => {
    const rule = inner(given);
    try {
      return wrappers[name](rule, own);
    } catch (error) {
      const { message } = error as Error;
      throw message.startsWith(`${name}: `) ? new UsageError(`optimizer ${text}: ${message}`) : error;
    }
  };
}

/** The name of the rule inside all wrappers. */
export const innermost = (text: string): string => innerCall(text).name;

/** The names of the settings in the parenthesis of that rule. */
export function ownSettings(text: string): string[] {
  const { name, args } = innerCall(text);
  return Object.hasOwn(wrappers, name) ? [] : args.map((arg) => readSetting(name, arg)[0]);
}

function innerCall(text: string): Call {
  const call = readCall(text);
  const isAround = Object.hasOwn(wrappers, call.name) && call.args.length > 0 && !isSetting(call.args[0]);
  return isAround ? innerCall(call.args[0]) : call;
}

/** Whether the text starts with the name of a rule or a wrapper. */
export function isOptimizer(text: string): boolean {
  const name = text.split("(")[0];
  return Object.hasOwn(factories, name) || Object.hasOwn(wrappers, name);
}

/** Nested calls take time that grows with the square of the length. */
const longest = 1000;

function readCall(text: string): Call {
  if (text.length > longest)
    throw new UsageError(`optimizer must be at most ${longest} characters long, got ${text.length}`);
  const found = /^(\w+)(?:\((.*)\))?$/.exec(text.trim());
  if (found === null)
    throw new UsageError(
      `optimizer must be a name, or a call such as "lookahead(adam, k=6)", got ${JSON.stringify(text)}`,
    );
  return { name: found[1], args: splitOutside(found[2] ?? "") };
}

/** The parts between the commas outside all brackets. */
function splitOutside(text: string): string[] {
  const parts = [""];
  let depth = 0;
  for (const sign of text) {
    if ("([".includes(sign)) depth++;
    if (")]".includes(sign)) depth--;
    if (sign === "," && depth === 0) parts.push("");
    else parts[parts.length - 1] += sign;
  }
  const trimmed = parts.map((part) => part.trim());
  return trimmed.length === 1 && trimmed[0] === "" ? [] : trimmed;
}

const isSetting = (arg: string): boolean => /^[\w.]+\s*=/.test(arg);

function readSetting(owner: string, text: string): [key: string, value: Hyper | string | boolean] {
  const [, key, value] = /^([\w.]+)\s*=\s*(.+)$/.exec(text) ?? [];
  if (key === undefined)
    throw new UsageError(`optimizer ${owner}: must have settings such as lr=0.01, got ${JSON.stringify(text)}`);
  if (value === "true" || value === "false") return [key, value === "true"];
  if (value.includes("(")) return [key, readSchedule(`optimizer ${owner}: ${key}`, value)];
  const number = toNumber(value);
  return [key, Number.isNaN(number) ? value : number];
}
