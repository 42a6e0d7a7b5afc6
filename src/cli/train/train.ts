/** @file `downhill train`: trains a model and evaluates it on held-out data. */

import { SaveError } from "../../checkpoint/files/saveError.ts";
import { DivergenceError } from "../../training/divergenceError.ts";
import { evaluateModel, evaluationOf, type HeldOut, type Metrics } from "../experiment/objective.ts";
import type { Values } from "../flags/flags.ts";
import { refuseWords } from "../flags/usageError.ts";
import { printable } from "../terminal/printable.ts";
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

export function train(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
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
  const saved = session.savedSteps === null ? null : settings.checkpoint;
  const shown = summaryText(result, history.lr, saved, terminal.environment);
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
