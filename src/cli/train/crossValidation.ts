/** @file `downhill train --folds K`: trains K models, each tested on the examples that it was not trained on. */
import { Random } from "../../autograd/random.ts";
import { thousands } from "../../check/counted.ts";
import { DivergenceError } from "../../training/divergenceError.ts";
import { makeExperiment, validationOf } from "../experiment/experiment.ts";
import { readFolds } from "../experiment/folds.ts";
import { baselineProblem, percent } from "../experiment/metricsText.ts";
import {
  classNamesOf,
  evaluateModel,
  evaluationOf,
  type HeldOut,
  type Metrics,
  scoreName,
} from "../experiment/objective.ts";
import type { Task } from "../experiment/tasks.ts";
import { mean, short } from "../terminal/numbers.ts";
import { printable } from "../terminal/printable.ts";
import { Progress } from "../terminal/progress.ts";
import { textTable } from "../terminal/table.ts";
import { exitCodes, type StopSignal, type Terminal } from "../terminal/terminal.ts";
import { newHistory } from "./history.ts";
import { epochsToWait, stoppingOf, validationFor } from "./patience.ts";
import type { TrainSettings } from "./settings.ts";
import { divergenceText, runTraining } from "./training.ts";

/** One fold: its test examples and the metrics on them. */
interface Fold {
  examples: number;
  metrics: Metrics;
}

/** Cross-validates. Returns the exit code: 1 if the folds together are not better than their baseline. */
export async function crossValidate(settings: TrainSettings, folds: number, terminal: Terminal): Promise<number> {
  const { experiment } = settings;
  const validation = validationOf(validationFor(settings.patience), experiment.seed);
  const tasks = readFolds(experiment, folds, new Random(experiment.seed), validation);
  const progress = new Progress(terminal, settings.progress);
  const stops = tasks[0].validation === null ? [] : ["early stopping in each fold; --patience 0 trains on all"];
  const notes = [...tasks[0].notes, ...stops].map((note) => `  ${note}`);
  progress.log([`${tasks[0].name}: ${folds} folds`, ...notes].join("\n"));
  const found: Fold[] = [];
  let signal: StopSignal | null = null;
  const stopListening = terminal.onInterrupt((received) => {
    signal = received;
  });
  try {
    for (const [at, task] of tasks.entries()) {
      progress.log(`fold ${at + 1} of ${folds}: ${examplesOf(task)}`);
      const metrics = await trained(settings, task, progress, terminal, () => signal !== null);
      if (metrics === null) return signal === null ? 1 : exitCodes[signal];
      found.push({ examples: task.test.inputs.shape[0], metrics });
    }
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    progress.problem(divergenceText(error));
    return 1;
  } finally {
    stopListening();
    progress.done();
  }
  const summary = summaryOf(found);
  const problem = problemOf(found, summary, tasks[0], experiment.classWeight !== null);
  terminal.stdout.write(
    `${settings.json ? JSON.stringify({ folds: found, ...summary }) : shown(found, summary, tasks[0], problem)}\n`,
  );
  return problem === null ? 0 : 1;
}

const unobserved = { measure: false, onStep: () => undefined };

function examplesOf({ train, validation }: Task): string {
  const held = validation === null ? "" : `, ${thousands(validation.inputs.shape[0])} validation`;
  return `${thousands(train.inputs.shape[0])} training examples${held}`;
}

/** Trains on one fold. Returns the metrics of its last epoch, or of its best by validation; null after a signal. */
async function trained(
  settings: TrainSettings,
  task: Task,
  progress: Progress,
  { now }: Terminal,
  isInterrupted: () => boolean,
): Promise<Metrics | null> {
  const experiment = makeExperiment(settings.experiment, { task });
  const stopping = stoppingOf(epochsToWait(settings.patience, experiment), experiment);
  const last: HeldOut[] = [];
  const onEpoch = (heldOut: HeldOut): void => {
    last[0] = heldOut;
  };
  const options = { epochs: experiment.epochs, stopping, progress, ...unobserved, onEpoch, now, isInterrupted };
  const ending = await runTraining(experiment, newHistory(), options);
  if (ending === "interrupted" || last.length === 0) return null;
  if (stopping === null || stopping.best === null) return last[0].metrics();
  stopping.restore();
  return evaluateModel(experiment.model, task.test, task.preprocessing).metrics();
}

interface Summary {
  score: number;
  deviation: number;
  baseline: number;
}

function summaryOf(folds: readonly Fold[]): Summary {
  const scores = folds.map(({ metrics }) => evaluationOf(metrics).score);
  const score = mean(scores);
  // With n − 1: the folds are a sample.
  const deviation = Math.sqrt(scores.reduce((sum, one) => sum + (one - score) ** 2, 0) / (scores.length - 1));
  return { score, deviation, baseline: mean(folds.map(({ metrics }) => baselineScore(metrics))) };
}

/** The accuracy of the most frequent class; the mean has an R² of 0. */
const baselineScore = (metrics: Metrics): number => ("accuracy" in metrics ? metrics.baseline : 0);

/** All folds count as one test set: the worst of them may be unlucky. */
function problemOf(
  folds: readonly Fold[],
  { score, baseline }: Summary,
  task: Task,
  isBalanced: boolean,
): string | null {
  const [{ metrics: first }] = folds;
  if (!isBalanced || !("accuracy" in first)) {
    if (score > baseline) return null;
    return `no better than its baseline: the mean ${scoreName(task.train)} of always predicting the same is ${shownScore(task)(baseline)}`;
  }
  const problems = folds.map(({ metrics }) => baselineProblem(metrics, classNamesOf(task), true));
  return problems.every((problem) => problem !== null) ? problems[0] : null;
}

const shownScore = ({ train }: Task): ((score: number) => string) =>
  scoreName(train) === "accuracy" ? percent : (score) => score.toFixed(4);

function shown(
  folds: readonly Fold[],
  { score, deviation, baseline }: Summary,
  task: Task,
  problem: string | null,
): string {
  const show = shownScore(task);
  const name = scoreName(task.train);
  const rows = folds.map(({ examples, metrics }, at) => [
    `${at + 1}`,
    thousands(examples),
    show(evaluationOf(metrics).score),
    show(baselineScore(metrics)),
    short(metrics.loss),
  ]);
  return printable(
    [
      `finished: mean test ${name} ${show(score)} ± ${show(deviation)} over ${folds.length} folds (baseline ${show(baseline)})`,
      ...(problem === null ? [] : [problem]),
      "",
      textTable(rows, ["fold", "examples", name, "baseline", "loss"]),
    ].join("\n"),
  );
}
