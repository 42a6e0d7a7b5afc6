/** @file `downhill check`: is this gradient right, is this rule right, in numbers. */

import { loadTrajectories } from "../../generated/trajectories/index.ts";
import { rules as allRules, type RuleFactory } from "../../optim/index.ts";
import { checkRule } from "../../testing/checkRule.ts";
import type { RuleCheck } from "../../testing/ruleCheck.ts";
import { trajectories } from "../../testing/trajectories.ts";
import { makeExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { isOptimizer, ruleFactory, ruleNames } from "../experiment/ruleExpression.ts";
import { dataFlags, readExperimentSettings } from "../experiment/settings.ts";
import { tableFlags } from "../experiment/tableSettings.ts";
import type { Command } from "../flags/command.ts";
import { numberFlag, type Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { hasUnicode, type Terminal } from "../terminal/terminal.ts";
import { checkCall, checkModel, type GradientCheck, opCalls } from "./gradients.ts";
import { sweepText } from "./sweepText.ts";

const { data, model, seed } = dataFlags;

const rules: Readonly<Record<string, RuleFactory>> = allRules;

export const check: Command = {
  summary: "Check a gradient against central differences, or a rule against its oracle and its invariances.",
  usage: "OP | RULE | model [flags]",
  flags: {
    data,
    ...tableFlags,
    model,
    seed,
    examples: { type: "string", value: "N", help: "with a model: how many examples its loss is taken on; default 4" },
    elements: { type: "string", value: "N", help: "with a model: how many weights of each tensor; default 20" },
    json: { type: "boolean", help: "the measured numbers as JSON" },
  },
  examples: [
    ["check gelu", "an op's gradient in Float64, for distances from 1e-1 to 1e-12"],
    ["check model --data moons --model 2-8-2", "the gradient of a model's loss for every weight"],
    ["check adam", "a rule's path, invariances, kernel and trace, with the numbers measured"],
  ],
  run,
};

const ofModel = ["data", ...Object.keys(tableFlags), "model", "seed", "examples", "elements"];

async function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || rest.length > 0)
    throw new UsageError("check needs one name: an op, a rule, or the word model; such as downhill check adam");
  const given = ofModel.find((flag) => values[flag] !== undefined);
  if (name !== "model" && given !== undefined)
    throw new UsageError(`--${given} is for: downhill check model; the check of ${name} makes its inputs itself`);
  if (name !== "model" && isOptimizer(name)) return showRule(name, values, terminal);
  const checks = name === "model" ? modelChecks(values, terminal) : opChecks(name);
  return showGradients(checks, values, terminal);
}

function opChecks(name: string): GradientCheck[] {
  const calls = opCalls();
  const own = calls.get(name);
  if (own === undefined) throw unknownName("op or rule", name, ["model", ...[...calls.keys()].sort(), ...ruleNames]);
  return own.map(checkCall);
}

function modelChecks(values: Values, terminal: Terminal): GradientCheck[] {
  const examples = numberFlag(values, "examples", 4, { low: 1, whole: true });
  const elements = numberFlag(values, "elements", 20, { low: 1, whole: true });
  const { model, task } = makeExperiment(readExperimentSettings({ data: "moons", ...values }));
  terminal.stderr.write(`${describeModel(model)} on ${examples} examples of ${task.name}, in Float64\n`);
  return [checkModel(model, task.train, examples, elements)];
}

function showGradients(checks: readonly GradientCheck[], values: Values, terminal: Terminal): number {
  const passed = checks.every((one) => one.passed);
  if (values.json) terminal.stdout.write(`${JSON.stringify({ passed, checks })}\n`);
  else {
    const unicode = hasUnicode(terminal.environment);
    const lines = checks.flatMap(({ name, inputs, sweep, passed: ok }) => {
      const { input, index, analytic, numeric } = sweep.worst;
      return [
        `${ok ? "ok" : "WRONG"}  ${name}: ${sweep.checked} derivatives, relative error at most ${sweep.error.toExponential(1)}`,
        `    worst: ${inputs[input]}, element ${index}: ${analytic} from the tape, ${numeric} from differences`,
        ...sweepText(sweep, unicode).map((line) => `    ${line}`),
      ];
    });
    terminal.stdout.write(`${lines.join("\n")}\n`);
  }
  return passed ? 0 : 1;
}

async function showRule(name: string, values: Values, { stdout }: Terminal): Promise<number> {
  const cases = Object.hasOwn(loadTrajectories, name) ? await trajectories(name) : [];
  const make = Object.hasOwn(rules, name) ? rules[name] : ruleFactory(name);
  const report = checkRule(make, { like: name, trajectories: cases });
  if (values.json) stdout.write(`${JSON.stringify(report)}\n`);
  else stdout.write(`${report.checks.map(ruleLine).join("\n")}\n`);
  return report.passed ? 0 : 1;
}

function ruleLine({ name, passed, measured, problem }: RuleCheck): string {
  const verdict = passed === null ? "" : passed ? "ok" : "WRONG";
  return `${verdict.padEnd(5)}  ${(measured?.toExponential(1) ?? "").padEnd(8)}  ${name}${problem === null ? "" : `: ${problem}`}`;
}
