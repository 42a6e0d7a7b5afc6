/** @file The rules of the user's modules that words of this command line name. */
import { describeValue } from "../../check/describeValue.ts";
import { unknownName } from "../../check/unknownName.ts";
import type { AnySettings, MakeRule } from "../../optim/defineRule.ts";
import type { Hyper, Rule } from "../../optim/rule.ts";
import { isDriver, isRule, type RuleSubject } from "../../testing/support/candidate.ts";
import { UsageError } from "../flags/usageError.ts";
import { isModuleWord, loadExport } from "./loadExport.ts";

const loaded = new Map<string, MakeRule>();

/** Loads the rules that are words such as `./mine.ts#myRule`. `ruleFactory` then knows them by these words. */
export async function loadUserRules(words: readonly string[]): Promise<void> {
  for (const word of words.filter(isModuleWord)) loaded.set(word, toFactory(word, (await loadExport(word)).value));
}

/** Returns the rule of a word that was loaded. Texts from files name none, so that they cannot run code. */
export const userRule = (word: string): MakeRule | undefined => loaded.get(word);

/** Throws a UsageError unless a value is a rule, a function that makes one, or a driver. */
export function assertSubject(word: string, value: unknown): asserts value is RuleSubject {
  if (isDriver(value)) return;
  try {
    toFactory(word, value);
  } catch (error) {
    throw new UsageError(`${(error as Error).message}; wrap another optimizer with driver(…)`);
  }
}

function toFactory(word: string, value: unknown): MakeRule {
  if (isRule(value)) return (settings) => withHyper(word, value, settings);
  const made: unknown =
    typeof value === "function" && !/^class\b/.test(`${value}`) ? attempt(word, value as MakeRule) : value;
  if (isRule(made)) return value as MakeRule;
  throw new UsageError(`${word}: must be a rule, as defineRule makes them, got ${describeValue(made)}`);
}

function attempt(word: string, make: MakeRule): unknown {
  try {
    return make();
  } catch (error) {
    throw new UsageError(`${word}: must be a rule, but calling it threw: ${(error as Error).message}`);
  }
}

function withHyper(word: string, rule: Rule, settings: AnySettings = {}): Rule {
  const unknown = Object.keys(settings).find((name) => !Object.hasOwn(rule.hyper, name));
  if (unknown !== undefined)
    throw new UsageError(unknownName(word, "hyperparameter", unknown, Object.keys(rule.hyper)));
  return { ...rule, hyper: { ...rule.hyper, ...(settings as Record<string, Hyper>) } };
}
