/** @file `downhill explain`: a rule's own source, statement by statement, with the numbers of a few steps. */

import type { Rule, Step as RuleStep, State } from "../../optim/rule.ts";
import { type TracedRule, type TraceEvent, traceUpdate } from "../../optim/trace.ts";
import { tracedRules } from "../../optim/traces.generated.ts";
import { innermost, ruleFactory } from "../experiment/ruleExpression.ts";
import { describeRule, readRule, ruleFlags } from "../experiment/rules.ts";
import type { Command } from "../flags/command.ts";
import { numberFlag, numbersFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { readSource } from "../packageFiles.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type RuleComment, readComment } from "./equations.ts";
import { reasons, type Step } from "./reasons.ts";
import { digits, statementText } from "./statementText.ts";
import { vitestCase } from "./vitestCase.ts";

export const explain: Command = {
  summary: "Show a rule's own source line by line, with its equations and the numbers of a few steps.",
  usage: "RULE [flags]",
  flags: {
    grad: { type: "string", value: "NUMBERS", help: "the gradient at every step; default 0.1,-0.4" },
    theta: { type: "string", value: "NUMBERS", help: "the weights at the start, as many; default 1 each" },
    steps: { type: "string", value: "N", help: "default 1" },
    ...ruleFlags,
    test: { type: "boolean", help: "print the steps as a vitest case instead" },
    json: { type: "boolean", help: "every statement carried out, as JSON" },
  },
  examples: [
    ["explain adam", "the first step: every line, every number"],
    ["explain radam --grad 0.1,-0.4 --steps 6", "until the rectification sets in, at t = 5"],
    ["explain adabound --set finalLr=1e-3 --set gamma=10", "steps that a bound holds back"],
    ["explain lion --steps 3 --test > lion.test.ts", "a test for a copy of yours"],
  ],
  run,
};

function run(words: readonly string[], values: Values, { stdout }: Terminal): number {
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0)
    throw new UsageError(
      `explain needs one rule, such as: downhill explain adam; got ${rest.length === 0 ? "none" : words.join(", ")}`,
    );
  const { lr } = ruleFactory(name)().hyper;
  if (innermost(name) !== name)
    throw new UsageError(
      `${name}: explain shows one rule's own lines, with --set for its settings: downhill explain ${innermost(name)}`,
    );
  const traced = tracedRules[name];
  if (traced === undefined)
    throw new UsageError(
      `${name} has no line trace, since its update is more than loops over single weights; these have: ${Object.keys(tracedRules).join(", ")}`,
    );
  const grad = numbersFlag(values, "grad") ?? [0.1, -0.4];
  const start = numbersFlag(values, "theta") ?? grad.map(() => 1);
  if (start.length !== grad.length)
    throw new UsageError(`--theta has ${start.length} numbers and --grad ${grad.length}; they need as many`);
  const count = numberFlag(values, "steps", 1, { low: 1, high: 1000, whole: true });
  const rule = readRule(name, values, typeof lr === "number" ? lr : Number.NaN);
  const steps = trace(traced, rule, start, grad, count);
  if (values.test) stdout.write(`${vitestCase({ rule, start, grad, path: steps.map(({ after }) => after) })}\n`);
  else if (values.json) stdout.write(`${JSON.stringify(steps.map(plain))}\n`);
  else stdout.write(`${explanation(rule, traced, steps, grad)}\n`);
  return 0;
}

/** Makes the steps from the trace; the same bits as the rule's own loop, which a test holds. */
function trace(
  traced: TracedRule,
  rule: Rule,
  start: readonly number[],
  grad: readonly number[],
  count: number,
): Step[] {
  const [theta, g, shape] = [Float64Array.from(start), Float64Array.from(grad), [start.length]];
  const hyperAt = (t: number): Record<string, number> =>
    Object.fromEntries(
      Object.entries(rule.hyper).map(([key, value]) => [key, typeof value === "number" ? value : value(t)]),
    );
  const state = rule.init(theta, shape, rule.options, hyperAt(1));
  return Array.from({ length: count }, (_, i) => {
    const [t, hyper, before, events] = [i + 1, hyperAt(i + 1), [...theta], [] as TraceEvent[]];
    const remembered = copyOf(state);
    const make = (turn: RuleStep, own: State, settings: Step["hyper"], heard: TraceEvent[]): void => {
      rule.prepare?.([{ step: turn, state: own, hyper: settings }], rule.options);
      traceUpdate(traced, rule, turn, own, settings, (event) => heard.push(event));
    };
    make({ theta, g, t, shape }, state, hyper, events);
    const instead: Step["instead"] = (gradient, settings = {}) => {
      const again = { theta: Float64Array.from(before), g: Float64Array.from(gradient), t, shape };
      make(again, copyOf(remembered), { ...hyper, ...settings }, []);
      return [...again.theta].map((x, element) => x - before[element]);
    };
    return { t, hyper, before, after: [...theta], events, instead };
  });
}

const copyOf = (state: State): State =>
  Object.fromEntries(Object.entries(state).map(([slot, values]) => [slot, values.slice()]));

function explanation(rule: Rule, traced: TracedRule, steps: readonly Step[], grad: readonly number[]): string {
  const comment = readComment(readSource(traced.file));
  const last = steps[steps.length - 1];
  return [
    comment.title,
    describeRule(rule),
    ...steps.flatMap((step) => ["", ...stepText(rule, traced, comment, step, grad)]),
    "",
    `why the ${steps.length === 1 ? "step has its" : `last step, t = ${last.t}, has its`} size`,
    ...reasons(rule, last, grad).map((reason) => `  ${reason}`),
  ].join("\n");
}

function stepText(
  rule: Rule,
  { file }: TracedRule,
  { equations }: RuleComment,
  step: Step,
  grad: readonly number[],
): string[] {
  const { t, events, before, after } = step;
  const lines = [`step t = ${t}: ${file}`];
  let element: number | null = null;
  for (const event of events) {
    if (event.element !== element && event.element !== null)
      lines.push(
        `  element ${event.element}: theta ${digits(before[event.element])}, g ${digits(grad[event.element])}`,
      );
    element = event.element;
    lines.push(...statementText(event, rule.options, equations.get(event.statement.target) ?? []));
  }
  return [...lines, `  theta after step ${t}: ${after.map(digits).join(", ")}`];
}

const plain = ({ t, hyper, before, after, events }: Step) => ({
  t,
  hyper,
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
