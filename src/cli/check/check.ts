/** @file `downhill check`: is this gradient right, is this rule right, in numbers. */

import { rules as allRules, type RuleFactory } from "../../optim/index.ts";
import { scheduleNames } from "../../schedules/scheduleNames.ts";
import { callText } from "../../schedules/support/callText.ts";
import type { RuleCheck } from "../../testing/ruleCheck.ts";
import type { RuleReport } from "../../testing/ruleReport.ts";
import { makeExperiment } from "../experiment/experiment.ts";
import { tableFlags } from "../experiment/flags/tableFlags.ts";
import { describeModel } from "../experiment/models.ts";
import { isOptimizer, ruleFactory, ruleNames } from "../experiment/ruleExpression.ts";
import { readExperimentSettings } from "../experiment/settings.ts";
import { numberFlag, type Values } from "../flags/flags.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { isModuleWord } from "../modules/loadExport.ts";
import { hasUnicode, type Terminal } from "../terminal/terminal.ts";
import { casesOf } from "./casesOf.ts";
import { checkCall, checkModel, type GradientCheck, opCalls } from "./gradients.ts";
import { isSchedule, readLibrarySchedule } from "./readLibrarySchedule.ts";
import { sweepText } from "./sweepText.ts";
import type { UserCheck } from "./userCheck.ts";

const rules: Readonly<Record<string, RuleFactory>> = allRules;

const ofModel = ["data", ...Object.keys(tableFlags), "model", "seed", "examples", "elements"];
const ofUser = ["like", "variant", "set"];

export async function check(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  const [name, ...rest] = words;
  if (name === undefined || (rest.length > 0 && !isModuleWord(name)))
    throw new UsageError(
      "check needs one name: an op, a rule, a schedule, FILE#EXPORT, or the word model; such as downhill check adam",
    );
  checkFlags(name, values);
  if (isModuleWord(name)) {
    const { userCheck } = await import("./userCheck.ts");
    return showUser(await userCheck(name, rest, values), values, terminal);
  }
  if (name === "model") return showGradients(modelChecks(values, terminal), values, terminal);
  if (isOptimizer(name)) return showRule(name, values, terminal);
  if (isSchedule(name) && !opCalls().has(name)) return showSchedule(name, values, terminal);
  return showGradients(opChecks(name), values, terminal);
}

function checkFlags(name: string, values: Values): void {
  const given = (flags: readonly string[]) => flags.find((flag) => values[flag] !== undefined);
  const [model, user] = [given(ofModel), given(ofUser)];
  if (name !== "model" && model !== undefined)
    throw new UsageError(`--${model} is for: downhill check model; the check of ${name} makes its inputs itself`);
  if (!isModuleWord(name) && user !== undefined)
    throw new UsageError(`--${user} is for an export of a module: downhill check ./mine.ts#myRule --like adam`);
}

function opChecks(name: string): GradientCheck[] {
  const calls = opCalls();
  const own = calls.get(name);
  if (own === undefined)
    throw unknownName("name", name, ["model", ...[...calls.keys()].sort(), ...ruleNames, ...scheduleNames], "check");
  return own.map((call) => checkCall(call));
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

async function showRule(name: string, values: Values, terminal: Terminal): Promise<number> {
  const cases = await casesOf(name);
  const make = Object.hasOwn(rules, name) ? rules[name] : ruleFactory(name);
  const { checkLibrary } = await import("../../testing/checkLibrary.ts");
  return showReport(checkLibrary(name, make, { trajectories: cases }), values, terminal);
}

async function showSchedule(text: string, values: Values, terminal: Terminal): Promise<number> {
  const schedule = readLibrarySchedule(text);
  const { scheduleChecks } = await import("../../testing/scheduleChecks.ts");
  const checks = scheduleChecks(schedule, 150);
  const passed = checks.every((one) => one.passed !== false);
  return showReport({ passed, message: callText(schedule), checks }, values, terminal);
}

function showUser(check: UserCheck, values: Values, terminal: Terminal): number {
  if (check.kind === "op") return showGradients(check.checks, values, terminal);
  const { report } = check;
  if (check.kind === "rule" && !values.json) terminal.stdout.write(`${report.message.split("\n")[0]}\n`);
  if (check.kind === "rule") return showReport(check.report, values, terminal);
  terminal.stdout.write(`${values.json ? JSON.stringify(report) : report.message}\n`);
  return report.passed ? 0 : 1;
}

type Report = Pick<RuleReport, "passed" | "message" | "checks">;

function showReport(report: Report, values: Values, { stdout }: Terminal): number {
  if (values.json) stdout.write(`${JSON.stringify(report)}\n`);
  else stdout.write(`${report.checks.map(ruleLine).join("\n")}\n`);
  return report.passed ? 0 : 1;
}

function ruleLine({ name, passed, measured, problem }: RuleCheck): string {
  const verdict = passed === null ? "" : passed ? "ok" : "WRONG";
  return `${verdict.padEnd(5)}  ${(measured?.toExponential(1) ?? "").padEnd(8)}  ${name}${problem === null ? "" : `: ${problem}`}`;
}
