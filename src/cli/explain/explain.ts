/** @file `downhill explain`: a rule's own source, statement by statement, with the numbers of a few steps. */

import { readFileSync } from "node:fs";
import * as optim from "../../optim/index.ts";
import type { Rule } from "../../optim/rule.ts";
import { type ExplainedStep, explainedSteps } from "../../testing/explainedSteps.ts";
import { traceOf } from "../../testing/traceOf.ts";
import { ruleFactory } from "../experiment/ruleExpression.ts";
import { makeRule, readRuleSettings } from "../experiment/rules.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { isModuleWord } from "../modules/loadExport.ts";
import { loadUserRules } from "../modules/userRules.ts";
import { readComments } from "../packageFiles.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type Described, definitionNotes } from "./definitionNotes.ts";
import { explanation, type Layer } from "./explanation.ts";
import { formComment } from "./formComment.ts";
import { readProblem } from "./readProblem.ts";
import { overflowing } from "./reasons.ts";
import { vitestCase } from "./vitestCase.ts";

export async function explain(words: readonly string[], values: Values, { stdout }: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0)
    throw new UsageError(
      `explain needs one rule, such as: downhill explain adam; got ${rest.length === 0 ? "none" : words.join(", ")}`,
    );
  await loadUserRules([name]);
  const { lr } = ruleFactory(name)().hyper;
  const rule = makeRule(readRuleSettings(name, withVariant(values)), typeof lr === "number" ? lr : Number.NaN);
  const registry: Registry = await import("../../testing/claims/index.ts");
  const parts = isModuleWord(name) ? [] : partsOf(name, registry);
  const traced = parts.length === 1 ? traceOf(rule) : undefined;
  const { start, gradients, shape } = readProblem(
    values,
    parts.some((part) => registry[part].matrix),
  );
  const steps = rule.beforeStep === undefined ? explainedSteps(rule, traced, start, gradients, shape) : [];
  if (values.test) stdout.write(`${vitestCase(rule, testable(name, parts, steps), shape)}\n`);
  else if (values.json) stdout.write(`${JSON.stringify(steps.map(plain))}\n`);
  else {
    const inner = "variant" in rule ? `${rule.variant}` : "";
    const layers = isModuleWord(name)
      ? [userLayer(name, rule)]
      : parts.map((part, i) => layerOf(part, registry[part], i === parts.length - 1 ? inner : ""));
    const width = Math.min(80, Math.max(40, stdout.columns ?? 80));
    stdout.write(`${explanation({ rule, layers, traced, steps }, width)}\n`);
  }
  return steps.some((step) => overflowing(step).size > 0) ? 1 : 0;
}

type Registry = Readonly<Record<string, { matrix: boolean; isWrapper: boolean }>>;

/** The wrappers of an expression from the outside, then the rule; not the names and values of settings. */
const partsOf = (text: string, registry: Registry): string[] =>
  (text.match(/(?<![\w=.])[A-Za-z]\w*(?!\w|\s*=)/g) ?? []).filter((word) => Object.hasOwn(registry, word));

function withVariant(values: Values): Values {
  if (typeof values.variant !== "string") return values;
  return { ...values, set: [...((values.set ?? []) as string[]), `variant=${values.variant}`] };
}

/** The comment above the rule, or above its variant, and the data of its definition. */
function layerOf(name: string, { isWrapper }: Registry[string], variant: string): Layer {
  const file = `src/optim/${isWrapper ? "wrappers" : "rules"}/${name}.ts`;
  const { definition } = (optim as unknown as Readonly<Record<string, Described>>)[name];
  return {
    file,
    comment: formComment(readComments(file), name, variant),
    notes: definitionNotes(definition, variant),
  };
}

/** The comment above the export in the user's file, and the data of its definition. */
function userLayer(word: string, { definition }: Rule): Layer {
  const [file, name] = word.split("#");
  return {
    file: word,
    comment: formComment(readFileSync(file, "utf8"), name, ""),
    notes: definitionNotes(definition, ""),
  };
}

function testable(name: string, parts: readonly string[], steps: readonly ExplainedStep[]): readonly ExplainedStep[] {
  if (parts.length !== 1 || steps.length === 0)
    throw new UsageError(`--test is for rules without wrappers that need gradients only; got ${name}`);
  return steps;
}

const plain = ({ t, hyper, gradient, before, after, events }: ExplainedStep) => ({
  t,
  hyper,
  gradient,
  before,
  after,
  statements: events.map(({ statement: { line, text, target }, element, reads, after: value }) => ({
    line,
    text,
    target,
    element,
    reads,
    value,
  })),
});
