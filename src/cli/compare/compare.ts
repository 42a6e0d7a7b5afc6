/** @file `downhill compare`: rules on one task, from the same weights, over the same batches. */

import { checkClip, ofExperiment, readExperiment, sharedFlags } from "../experiment/experiment.ts";
import { describeModel } from "../experiment/models.ts";
import { scoreName } from "../experiment/objective.ts";
import { ruleFactory, ruleNames } from "../experiment/ruleExpression.ts";
import { hasOwnLr } from "../experiment/rules.ts";
import { checkWritable } from "../flags/checkWritable.ts";
import type { Command } from "../flags/command.ts";
import { choiceFlag, type Flags, numberFlag, numbersFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { writeText } from "../flags/writeText.ts";
import { readSource } from "../packageFiles.ts";
import { counted } from "../terminal/numbers.ts";
import { openProgress, progressFlag } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { type Terms, tunings } from "./comparison.ts";
import { leaderboard } from "./leaderboard.ts";
import { openPool } from "./pool.ts";
import { refusal } from "./refusal.ts";
import { reportPage } from "./report/page.ts";
import { runComparison } from "./runComparison.ts";

const flags: Flags = {
  ...sharedFlags,
  seed: { type: "string", value: "N", help: "the first seed; default 7" },
  seeds: { type: "string", value: "N", help: "how many seeds, one run of every rule each; default 3" },
  steps: { type: "string", value: "N", help: "updates of every run; default 200" },
  tuning: {
    type: "string",
    value: "MODE",
    help: "learning rates: grid (the best of a grid; default), same-lr, defaults",
  },
  grid: { type: "string", value: "NUMBERS", help: "the rates of the grid; default 1e-4 to 10 by half decades" },
  lr: { type: "string", value: "NUMBER", help: "the rate of all rules with --tuning same-lr; default 0.01" },
  report: { type: "string", value: "FILE", help: "write a self-contained HTML page with curves, tables and raw data" },
  timing: { type: "boolean", help: "also show ms per step, which differ from run to run" },
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
    ["compare adam adamw --tuning same-lr --lr 0.01 --seeds 5", "the same learning rate for both"],
  ],
  run,
};

async function run(words: readonly string[], given: Values, terminal: Terminal): Promise<number> {
  for (const name of words) ruleFactory(name)();
  const values: Values = { data: "spiral", ...given };
  const { rules, leftOut } = chooseRules(words, values);
  const terms = readTerms(values, rules, words.length === 0);
  const threads = values.threads === undefined ? undefined : numberFlag(values, "threads", 1, { low: 1, whole: true });
  const report = textFlag(values, "report");
  if (report !== null) checkWritable("report", report);
  const progress = openProgress(values, terminal);
  progress.log(
    `${terms.task} · ${terms.model} · ${counted(rules.length, "rule")} · ${counted(terms.steps, "step")} · seeds ${terms.seeds.join(", ")} · ${terms.tuning}`,
  );
  for (const { problem } of leftOut) progress.log(`left out: ${problem}`);
  const pool = openPool(threads);
  let interrupted = false;
  const stopListening = terminal.onInterrupt(() => {
    interrupted = true;
    void pool.close();
  });
  try {
    const comparison = await runComparison(terms, rules, values, pool, progress, terminal.now);
    progress.done();
    if (report !== null) writeText("report", report, reportPage(comparison, values.timing === true));
    if (report !== null) progress.log(`report: ${report}`);
    terminal.stdout.write(
      `${values.json ? JSON.stringify(comparison) : leaderboard(comparison, values.timing === true)}\n`,
    );
    return 0;
  } catch (error) {
    if (!interrupted) throw error;
    progress.done();
    progress.log("interrupted: no run is ranked before all are done");
    return 130;
  } finally {
    stopListening();
    await pool.close();
  }
}

/** At most as many points has a curve. */
const curvePoints = 40;

const halfDecades = [1e-4, 3e-4, 1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1, 3, 10];

/** The rules named, or all but those that refuse a parameter of the model, as Muon does with vectors. */
function chooseRules(words: readonly string[], values: Values) {
  const { model, clip } = readExperiment(ofExperiment(values));
  for (const name of words) checkClip(name, ruleFactory(name)(), clip);
  const parameters = model.parameters();
  const names = words.length > 0 ? [...new Set(words)] : ruleNames;
  const judged = names.map((name) => ({ name, problem: refusal(ruleFactory(name)(), parameters) }));
  const leftOut = judged.filter(({ problem }) => problem !== null);
  if (words.length > 0 && leftOut.length > 0) throw new UsageError(leftOut[0].problem as string);
  return { rules: names.filter((name) => !leftOut.some((one) => one.name === name)), leftOut };
}

function readTerms(values: Values, rules: readonly string[], isEverybody: boolean): Terms {
  const steps = numberFlag(values, "steps", 200, { low: 1, whole: true });
  const count = numberFlag(values, "seeds", 3, { low: 1, high: 1000, whole: true });
  const tuning = choiceFlag(values, "tuning", "grid", tunings);
  if (tuning !== "same-lr" && values.lr !== undefined)
    throw new UsageError(`--lr is for --tuning same-lr; with --tuning ${tuning} it has no effect`);
  if (tuning !== "grid" && values.grid !== undefined)
    throw new UsageError(`--grid is for --tuning grid; with --tuning ${tuning} it has no effect`);
  const fixed = rules.find(hasOwnLr);
  if (tuning !== "defaults" && fixed !== undefined)
    throw new UsageError(
      `${fixed} sets its own lr, which --tuning ${tuning} would replace; leave it out, or use --tuning defaults`,
    );
  const grid = [...new Set(numbersFlag(values, "grid") ?? halfDecades)].sort((a, b) => a - b);
  if (grid.some((rate) => rate <= 0)) throw new UsageError(`--grid ${values.grid}: rates need to be above 0`);
  // Reads data and model once here, so that a mistake is an error before anything runs.
  const { task, model, batch, clip, seed } = readExperiment(ofExperiment(values));
  return {
    command: commandLine(values, isEverybody ? [] : rules),
    version: JSON.parse(readSource("package.json")).version,
    node: process.version,
    task: task.name,
    model: describeModel(model),
    examples: [task.train.inputs.shape[0], task.test.inputs.shape[0]],
    batch,
    steps,
    every: Math.ceil(steps / curvePoints),
    seeds: Array.from({ length: count }, (_, i) => seed + i),
    tuning,
    lr: tuning === "same-lr" ? numberFlag(values, "lr", 0.01, { low: 0 }) : null,
    grid: tuning === "grid" ? grid : [],
    tuningSeed: seed + count,
    clip,
    scoreName: scoreName(task.train),
  };
}

/** The command that gives this comparison again, as a shell reads it. */
function commandLine({ report, json, timing, threads, ...values }: Values, names: readonly string[]): string {
  const given = Object.entries(values).flatMap(([name, value]) => [`--${name}`, `${value}`]);
  return ["downhill compare", ...[...names, ...given].map(quoted)].join(" ");
}

/** In quotes where it has signs that mean something to a shell. */
const quoted = (word: string): string => (/^[\w.,:/=+-]+$/.test(word) ? word : `"${word.replace(/["$`\\]/g, "\\$&")}"`);
