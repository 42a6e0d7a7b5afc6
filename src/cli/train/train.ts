/** @file `downhill train`: trains a model and evaluates it on held-out data. */

import { SaveError } from "../../checkpoint/files/saveError.ts";
import { DivergenceError } from "../../training/divergenceError.ts";
import { evaluateModel, evaluationOf, type HeldOut, type Metrics } from "../experiment/objective.ts";
import { experimentFlags } from "../experiment/settings.ts";
import type { Command } from "../flags/command.ts";
import type { Values } from "../flags/flags.ts";
import { refuseWords } from "../flags/usageError.ts";
import { printable } from "../terminal/printable.ts";
import { progressFlag } from "../terminal/progress.ts";
import { exitCodes, type StopSignal, type Terminal } from "../terminal/terminal.ts";
import { checkFiles } from "./checkFiles.ts";
import { crossValidate } from "./crossValidation.ts";
import { saveModel } from "./modelFile.ts";
import { openObservers } from "./observers/openObservers.ts";
import type { RunObserver } from "./observers/runObserver.ts";
import { openSession, type Session } from "./session.ts";
import { readTrainSettings, type TrainSettings } from "./settings.ts";
import { divergenceText, type Ending, runTraining } from "./training.ts";
import { type Result, resultOf, summaryText } from "./trainSummary.ts";
import { worstText } from "./worstText.ts";
import { writeReport } from "./writeReport.ts";

export const train: Command = {
  usage: "[flags]",
  flags: {
    ...experimentFlags,
    epochs: { type: "string", value: "N", help: "passes over the training data; default 5, or 400 steps" },
    patience: {
      type: "string",
      value: "N",
      help: "stop after N epochs without a lower loss on a fifth of the training examples; 0: train on all",
    },
    save: {
      type: "string",
      value: "FILE",
      help: "save the trained model to FILE; default for your own data: its name with .model.safetensors",
    },
    "no-save": { type: "boolean", help: "save no model" },
    folds: {
      type: "string",
      value: "K",
      help: "cross-validate: train K models, each tested on another part of the data",
    },
    log: {
      type: "string",
      value: "FILE",
      help: "write a line for every step: loss, rate, norms, held-out score; .ndjson, .jsonl or .csv",
    },
    tensorboard: {
      type: "string",
      value: "DIR",
      help: "write an event file for TensorBoard into DIR, a folder for each run",
    },
    report: {
      type: "string",
      value: "FILE",
      help: "write a self-contained HTML page: curves, metrics, confusions, decision boundary, worst examples",
    },
    live: { type: "boolean", help: "serve a page on 127.0.0.1 that follows the run, and ends with it" },
    port: { type: "string", value: "N", help: "the port of --live; default: any that is free" },
    worst: { type: "string", value: "N", help: "show the N test examples with the largest loss; images are drawn" },
    checkpoint: { type: "string", value: "FILE", help: "save the run to FILE after every epoch and when interrupted" },
    resume: { type: "string", value: "FILE", help: "resume a saved run bit for bit; schedules keep their length" },
    "other-data": { type: "boolean", help: "with --resume: continue although the data differs" },
    overwrite: { type: "boolean", help: "replace an output file that does not belong to this run" },
    ...progressFlag,
    json: { type: "boolean", help: "the result as one JSON object on stdout" },
  },
  notes: [
    "progress: loss is the training loss, mean of the last 20 steps; test, and acc or r2, the loss and score on the test set",
    "(with early stopping val, on the validation set); |g|, gnorm, the gradient norm; u/w, uw, the norm of an update over that of",
    "the weights. Tables are preprocessed with the statistics of the training set: numbers are standardized, texts become one",
    "input each, missing cells are marked. Early stopping is the default for your own tables and",
    "images: the weights of the lowest validation loss are tested and saved.",
  ],
  examples: [
    ["train", "a small CNN on drawn digits"],
    ["train --data moons --model 2-16-16-2 --optimizer radam --set beta2=0.99", "another rule, with a hyperparameter"],
    ['train --data spiral --schedule "warmup(20, cosine(0.01, 300))" --epochs 20', "a learning-rate schedule"],
    ["train --epochs 20 --checkpoint run.safetensors", "saved after every epoch and at Ctrl-C"],
    ["train --resume run.safetensors --epochs 40", "resumes the run with its settings"],
    ["train --data spiral --log run.ndjson", "a line for every step; run.csv for a table"],
    ["train --data moons --report report.html", "a page with curves, metrics and the decision boundary"],
    ["train --data titanic.csv --target Survived", "your own table; saves titanic.model.safetensors"],
  ],
  run,
};

function run(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  refuseWords(words);
  const settings = readTrainSettings(values, terminal.environment);
  return settings.folds === null ? trainWith(settings, terminal) : crossValidate(settings, settings.folds, terminal);
}

async function trainWith(settings: TrainSettings, terminal: Terminal): Promise<number> {
  checkFiles(settings);
  const session = await openSession(settings, terminal);
  const { experiment, history, progress, stopping } = session;
  const observer = await openObservers(settings, session, terminal.now);
  const measure = observer !== null || settings.report !== null;
  let isObserved: boolean;
  let end: Watched;
  try {
    end = await watched(session, observer, measure, terminal);
  } finally {
    // An open page of --live would keep the process from ending.
    isObserved = observer?.close() ?? true;
  }
  const { ending, signal } = end;
  if (ending === "interrupted") session.save();
  const metrics = testOf(session);
  const tested =
    metrics === null && stopping === null ? (history.epochs.at(-1) ?? null) : metrics && evaluationOf(metrics);
  const result = resultOf(
    experiment,
    history,
    ending,
    stopping,
    tested,
    metrics,
    settings.experiment.classWeight !== null,
  );
  const shown = summaryText(result, session.savedSteps === null ? null : settings.checkpoint, terminal.environment);
  const isUnsaved = !savedModel(session, settings, result) || !(await writeReport(session, settings, result));
  terminal.stdout.write(`${settings.json ? JSON.stringify(result) : `${shown}${worstOf(session, settings)}`}\n`);
  if (session.hasFailed) progress.problem(unsaved(`${settings.checkpoint}`, session));
  const { rule, hasAverages, stepCount } = experiment.optimizer;
  if (rule.average !== undefined && stepCount > 0 && !hasAverages)
    progress.problem(`${rule.name} had no average after ${stepCount} steps, so the current weights were evaluated`);
  if (signal !== null) return exitCodes[signal];
  const isBad = ending === "failed" || result.reached === false || result.baselineProblem !== null;
  return isBad || session.hasFailed || isUnsaved || !isObserved ? 1 : 0;
}

/** The worst examples of the weights that were evaluated, for --worst. */
function worstOf({ experiment, stopping, heldOut }: Session, { worst }: TrainSettings): string {
  if (worst === null || (heldOut === null && stopping === null)) return "";
  if (stopping === null) experiment.optimizer.eval();
  return printable(`\n\n${worstText(experiment.model, experiment.task, worst)}`);
}

/** Saves the evaluated weights, once there are some. Returns false if that failed. */
function savedModel(
  { experiment, stopping, progress }: Session,
  { model, command }: TrainSettings,
  result: Result,
): boolean {
  if (model === null || result.score === null || result.ending === "failed") return true;
  // With early stopping the best weights are in place already. Otherwise rules may evaluate an average.
  if (stopping === null) experiment.optimizer.eval();
  try {
    saveModel(model, command, experiment, result);
    progress.log(`model saved as ${model}; downhill predict NEW --model ${model}`);
    return true;
  } catch (error) {
    if (!(error instanceof SaveError)) throw error;
    progress.problem(error.message);
    return false;
  }
}

const unsaved = (file: string, { savedSteps, history }: Session): string =>
  savedSteps === null
    ? `${file} holds nothing of this run: every save failed`
    : `${file} holds the run after ${savedSteps} of ${history.losses.length} steps: later saves failed`;

/**
 * Evaluates on the test set, with the best weights if there is a validation set; without one, the last epoch did.
 * Training cannot continue afterwards.
 */
function testOf({ experiment: { task, model }, heldOut, stopping }: Session): Metrics | null {
  if (stopping === null) return heldOut?.metrics() ?? null;
  if (stopping.best === null) return null;
  stopping.restore();
  return evaluateModel(model, task.test, task.preprocessing).metrics();
}

/** How training ended, and the signal that ended it. */
interface Watched {
  ending: Ending;
  signal: StopSignal | null;
}

/** Trains until the end or a signal. Reports a loss that diverged. */
async function watched(
  session: Session,
  observer: RunObserver | null,
  measure: boolean,
  terminal: Terminal,
): Promise<Watched> {
  const { experiment, history, stopping, progress } = session;
  let signal: StopSignal | null = null;
  const stopListening = terminal.onInterrupt((received) => {
    signal = received;
  });
  const isInterrupted = (): boolean => signal !== null;
  const onStep = (step: number): void => observer?.step(step);
  const onEpoch = (heldOut: HeldOut): void => {
    session.heldOut = heldOut;
    observer?.epoch();
    session.save();
  };
  const options = {
    epochs: experiment.epochs,
    stopping,
    progress,
    measure,
    onStep,
    onEpoch,
    now: terminal.now,
    isInterrupted,
  };
  try {
    const ending = await runTraining(experiment, history, options);
    return { ending, signal: ending === "interrupted" ? signal : null };
  } catch (error) {
    if (!(error instanceof DivergenceError)) throw error;
    progress.problem(divergenceText(error));
    return { ending: "failed", signal: null };
  } finally {
    stopListening();
    progress.done();
  }
}
