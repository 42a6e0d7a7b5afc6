/** @file Reads the optimizers of the command line: a rule, or wrappers around one. */

import { excerpt } from "../../check/excerpt.ts";
import { CallError, type CallNode, type Node, readCall } from "../../check/readCall.ts";
import type { Hyper, MakeRule, RuleFactory, WrapperFactory } from "../../optim/index.ts";
import * as optim from "../../optim/index.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { userRule } from "../modules/userRules.ts";
import { readSchedule } from "./readSchedule.ts";

/** The rules that need gradients only, which can be compared step by step. */
export const ruleNames: readonly string[] = Object.values(optim.rules)
  .filter(({ definition }) => !definition.needsClosure)
  .map(({ definition }) => definition.name);

const factories: Readonly<Record<string, RuleFactory>> = optim.rules;
const wrappers: Readonly<Record<string, WrapperFactory>> = optim.wrappers;

/**
 * Returns the factory of an optimizer. The text is parsed, not evaluated. Settings go to the rule inside all wrappers.
 *
 *     optimizer = rule [ "(" settings ")" ] | wrapper "(" optimizer [ "," settings ] ")"
 *     settings = name "=" value { "," name "=" value }
 *
 *     ruleFactory("lookahead(clipByNorm(adam, maxNorm=1), k=6)")
 *
 * Throws a UsageError that suggests the nearest name.
 */
export const ruleFactory = (text: string): MakeRule => factoryOf(readOptimizer(text), text);

function factoryOf(call: Call, whole: string): MakeRule {
  const { name } = call;
  const loaded = userRule(name);
  if (loaded !== undefined) return loaded;
  if (!Object.hasOwn(wrappers, name)) {
    if (!Object.hasOwn(factories, name))
      throw unknownName("optimizer", name, [...Object.keys(factories), ...Object.keys(wrappers)]);
    const own = readSettings(call, whole);
    return (given) => factories[name]({ ...own, ...given });
  }
  const text = whole.slice(call.position, call.end);
  const inside = callInside(call);
  if (inside === undefined)
    throw new UsageError(`optimizer ${text}: ${name} must have a rule as its first argument, as in "${name}(adam)"`);
  const inner = factoryOf(inside, whole);
  const own = readSettings({ ...call, args: call.args.slice(1) }, whole);
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

/** Returns the name of the rule inside all wrappers. */
export const innermost = (text: string): string => innerCall(readOptimizer(text)).name;

/** Returns the names of the settings in the parentheses of that rule. */
export function ownSettings(text: string): string[] {
  const call = innerCall(readOptimizer(text));
  return Object.hasOwn(wrappers, call.name) ? [] : Object.keys(readSettings(call, text));
}

function innerCall(call: Call): Call {
  const inside = Object.hasOwn(wrappers, call.name) ? callInside(call) : undefined;
  return inside === undefined ? call : innerCall(inside);
}

/** Returns whether the text starts with the name of a rule or a wrapper. */
export function isOptimizer(text: string): boolean {
  if (userRule(text) !== undefined) return true;
  const name = text.split("(")[0];
  return Object.hasOwn(factories, name) || Object.hasOwn(wrappers, name);
}

type Call = Pick<CallNode, "name" | "args" | "named"> & Pick<Node, "position" | "end">;

const longest = 1000;

/** Reads the text of an optimizer. A name alone is a call without arguments. */
function readOptimizer(text: string): Call {
  if (text.length > longest)
    throw new UsageError(`optimizer must be at most ${longest} characters long, got ${text.length}`);
  if (userRule(text) !== undefined) return { name: text, args: [], named: [], position: 0, end: text.length };
  return asCall(readOrThrow(text)) ?? wrongOptimizer(text);
}

function readOrThrow(text: string): Node {
  try {
    return readCall(text);
  } catch (error) {
    if (error instanceof CallError) wrongOptimizer(text);
    throw error;
  }
}

function wrongOptimizer(text: string): never {
  throw new UsageError(`optimizer must be a name, or a call such as "lookahead(adam, k=6)", got ${excerpt(text)}`);
}

function asCall(node: Node): Call | undefined {
  if (node.kind === "word") return { ...node, args: [], named: [] };
  return node.kind === "call" && !node.isNew ? node : undefined;
}

/** Returns the first argument of a wrapper, the optimizer inside. Settings follow it. */
function callInside({ args: [first], named: [setting] }: Call): Call | undefined {
  const isFirst = first !== undefined && (setting === undefined || first.position < setting[1].position);
  return isFirst ? asCall(first) : undefined;
}

function readSettings({ name: owner, args, named }: Call, whole: string): Record<string, Hyper | string | boolean> {
  const source = (node: Node): string => whole.slice(node.position, node.end);
  if (args.length > 0)
    throw new UsageError(`optimizer ${owner}: must have settings such as lr=0.01, got ${excerpt(source(args[0]))}`);
  return Object.fromEntries(named.map(([key, node]) => [key, readSetting(owner, key, node, source(node))]));
}

function readSetting(owner: string, key: string, node: Node, text: string): Hyper | string | boolean {
  if (node.kind === "text") return node.value;
  // Variants are names, even "2019".
  if (node.kind === "number" && key !== "variant") return node.value;
  if (text === "true" || text === "false") return text === "true";
  return node.kind === "call" ? readSchedule(`optimizer ${owner}: ${key}`, text) : text;
}
