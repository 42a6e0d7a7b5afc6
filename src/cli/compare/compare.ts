/** @file `downhill compare`: several rules on one task, from the same weights, over the same batches. */

import { readFileSync } from "node:fs";
import { counted } from "../../check/counted.ts";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { accelerationProblem } from "../experiment/accelerationProblem.ts";
import { checksumOf } from "../experiment/checksumOf.ts";
import { checkClip, type Experiment, makeExperiment } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { scoreName } from "../experiment/objective.ts";
import { ruleFactory } from "../experiment/ruleExpression.ts";
import { dataFlags } from "../experiment/settings.ts";
import type { Command } from "../flags/command.ts";
import type { Flags, Values } from "../flags/flags.ts";
import { checkOutput, writeOutput } from "../flags/output.ts";
import { UsageError } from "../flags/usageError.ts";
import { loadUserRules } from "../modules/userRules.ts";
import { readSource } from "../packageFiles.ts";
import { escapeHtml } from "../report/svg.ts";
import { Progress, progressFlag } from "../terminal/progress.ts";
import { exitCodes, type StopSignal, type Terminal } from "../terminal/terminal.ts";
import type { Comparison, Terms } from "./comparison.ts";
import { doneTable, type JobLog, openJobLog } from "./jobLog.ts";
import { leaderboard } from "./leaderboard.ts";
import { openPool } from "./pool.ts";
import { refusal } from "./refusal.ts";
import { reportPage } from "./report/page.ts";
import { noResults, openResults } from "./results.ts";
import { countJobs, runComparison } from "./runComparison.ts";
import { type CompareSettings, readCompareSettings } from "./settings.ts";

const flags: Flags = {
  ...dataFlags,
  seed: { type: "string", value: "N", help: "the first seed; default 7" },
  seeds: { type: "string", value: "N", help: "the number of seeds, with one run of every rule each; default 3" },
  steps: { type: "string", value: "N", help: "updates of every run; default 200" },
  tuning: {
    type: "string",
    value: "MODE",
    help: "learning rates: grid (the best of a grid by held-out loss; default), same-lr, defaults",
  },
  grid: { type: "string", value: "NUMBERS", help: "the rates of the grid; default 1e-4 to 10 by half decades" },
  lr: { type: "string", value: "NUMBER", help: "the rate of all rules with --tuning same-lr; default 0.01" },
  report: { type: "string", value: "FILE", help: "write a self-contained HTML page with curves, tables and raw data" },
  results: { type: "string", value: "FILE", help: "append every finished run to FILE; run again to resume from it" },
  overwrite: { type: "boolean", help: "replace a file at --report that does not belong to this comparison" },
  timing: { type: "boolean", help: "also show ms per step, which vary between runs" },
  threads: { type: "string", value: "N", help: "runs at the same time; default: one for every core" },
  ...progressFlag,
  json: { type: "boolean", help: "everything as one JSON object on stdout" },
};

export const compare: Command = {
  summary: "Train with many rules from the same weights over the same batches; rank them fairly.",
  usage: "[RULE …] [flags]",
  flags,
  examples: [
    ["compare", "every rule, tuned, on the spiral"],
    [
      "compare sgd momentum adam lion --data digits --steps 300 --report report.html",
      "four rules on images, as a page",
    ],
    ["compare --results runs.ndjson", "can be interrupted and resumed with the same command"],
    ["compare adam adamw --tuning same-lr --lr 0.01 --seeds 5", "the same learning rate for both"],
  ],
  run,
};

async function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  await loadUserRules(words);
  return compareWith(readCompareSettings(words, values, terminal.environment), terminal);
}

async function compareWith(settings: CompareSettings, terminal: Terminal): Promise<number> {
  const { report, json, timing, threads } = settings;
  // Builds data and model once, so that mistakes are reported before anything runs.
  const experiment = makeExperiment({ ...settings.data, optimizer: "sgd", lr: null, set: {}, epochs: null });
  const { rules, leftOut } = chooseRules(settings, experiment);
  const terms = makeTerms(settings, experiment);
  if (report !== null)
    checkOutput("report", report, {
      overwrite: settings.overwrite,
      inputs: { data: settings.data.data },
      isOwn: (file) => isReportOf(file, terms.command),
    });
  const progress = new Progress(terminal, settings.progress);
  const results = resultsOf(settings, experiment, terms);
  announce(terms, rules, leftOut, progress);
  const pool = openPool(threads ?? undefined);
  let signal: StopSignal | null = null;
  const stopListening = terminal.onInterrupt((received) => {
    signal = received;
    void pool.close();
  });
  const log = openJobLog({ pool, results, progress, total: countJobs(terms, rules.length), now: terminal.now });
  try {
    const comparison = await runComparison(terms, rules, settings.data, log.run);
    progress.done();
    terminal.stdout.write(`${json ? JSON.stringify(comparison) : leaderboard(comparison, timing)}\n`);
    const isWritten = report === null || writeReport(report, comparison, timing, progress);
    return isWritten && log.failures() === 0 ? 0 : 1;
  } catch (error) {
    if (signal === null) throw error;
    progress.done();
    return interrupted(log, settings, signal, terminal, progress);
  } finally {
    stopListening();
    await pool.close();
  }
}

/** Shows the finished runs; nothing is ranked before all are done. */
function interrupted(
  log: JobLog,
  { results, json }: CompareSettings,
  signal: StopSignal,
  { stdout }: Terminal,
  progress: Progress,
): number {
  if (!json && log.done.length > 0) stdout.write(`${doneTable(log.done)}\n`);
  const next =
    results === null ? "with --results FILE it could be resumed" : `run the same command to resume from ${results}`;
  progress.log(`interrupted: ${log.done.length} of ${counted(log.total, "run")} done; ${next}`);
  return exitCodes[signal];
}

function announce(terms: Terms, rules: readonly string[], leftOut: readonly string[], progress: Progress): void {
  const budget = `${counted(rules.length, "rule")} · ${counted(terms.steps, "step")}`;
  progress.log(`${terms.task} · ${terms.model} · ${budget} · seeds ${terms.seeds.join(", ")} · ${terms.tuning}`);
  for (const problem of leftOut) progress.log(`left out: ${problem}`);
  const slow = accelerationProblem();
  if (slow !== null) progress.problem(slow);
}

/** Writes the report. A failure is reported; the results are on stdout already. */
function writeReport(file: string, comparison: Comparison, timing: boolean, progress: Progress): boolean {
  try {
    writeOutput(file, reportPage(comparison, timing));
    progress.log(`report: ${file}`);
    return true;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    progress.problem(error.message);
    return false;
  }
}

/** True if the file is empty or a report of the same comparison. */
function isReportOf(file: string, command: string): boolean {
  const text = readFileSync(file, "utf8");
  return text === "" || (text.startsWith("<!doctype html>") && text.includes(`<dd>${escapeHtml(command)}</dd>`));
}

function resultsOf({ results, data }: CompareSettings, { task }: Experiment, { version }: Terms) {
  if (results === null) return noResults;
  // A results file is always continued, never replaced: openResults refuses a foreign one.
  checkOutput("results", results, { overwrite: true, inputs: { data: data.data } });
  return openResults(results, { downhill: version, data: checksumOf(task) });
}

/** The rules named, or all without those that refuse a parameter of the model, as Muon refuses vectors. */
function chooseRules({ rules, isEveryRule, data }: CompareSettings, { model }: Experiment) {
  if (!isEveryRule) for (const name of rules) checkClip(name, ruleFactory(name)(), data.clip);
  const parameters = model.parameters();
  const problems = rules.map((name) => refusal(ruleFactory(name)(), parameters));
  const leftOut = problems.filter((problem) => problem !== null);
  if (!isEveryRule && leftOut.length > 0) throw new UsageError(leftOut[0]);
  return { rules: rules.filter((_, i) => problems[i] === null), leftOut };
}

/** The maximum number of points of a curve. */
const curvePoints = 40;
const tuningSeeds = 3;

function makeTerms(settings: CompareSettings, { task, model }: Experiment): Terms {
  const { data, steps, seeds, tuning, lr, grid, command } = settings;
  const { seed, batch, clip } = data;
  return {
    command,
    version: JSON.parse(readSource("package.json")).version,
    node: process.version,
    task: task.name,
    model: describeModel(model),
    examples: [task.train.inputs.shape[0], task.test.inputs.shape[0]],
    batch,
    steps,
    every: Math.ceil(steps / curvePoints),
    seeds: Array.from({ length: seeds }, (_, i) => seed + i),
    tuning,
    lr,
    grid: [...grid],
    tuningSeeds: grid.length === 0 ? [] : Array.from({ length: tuningSeeds }, (_, i) => seed + seeds + i),
    clip,
    scoreName: scoreName(task.train),
  };
}
