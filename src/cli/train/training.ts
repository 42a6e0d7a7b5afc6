/**
 * @file The training loop of `downhill train`: epochs of steps, each followed by an evaluation on held-out examples.
 */

import type { DivergenceError } from "../../training/divergenceError.ts";
import type { EarlyStopping } from "../../training/earlyStopping.ts";
import { trainStep } from "../../training/trainStep.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { evaluateModel, type HeldOut, scoreName } from "../experiment/objective.ts";
import { BoundedSeries } from "../terminal/boundedSeries.ts";
import type { Frame } from "../terminal/frame.ts";
import type { Progress } from "../terminal/progress.ts";
import type { History } from "./history.ts";
import { validationLoss } from "./patience.ts";

/** The message for a loss that is not finite, with the flags that may help. */
export const divergenceText = ({ message }: DivergenceError): string =>
  `${message}\nflags: --lr sets the learning rate, --clip the gradient norm`;

export type Ending = "finished" | "stopped early" | "interrupted" | "failed";

export interface TrainingOptions {
  epochs: number;
  /** Stops at a validation score that no longer improves; null to never stop early. */
  stopping: EarlyStopping | null;
  progress: Progress;
  now(): number;
  isInterrupted(): boolean;
  /** Measures the update of every step, not only of those shown. */
  measure: boolean;
  /** After every step, counted from 1; after the last of an epoch once it is evaluated. */
  onStep(step: number): void;
  /** After every epoch, with the evaluation on held-out examples. */
  onEpoch(heldOut: HeldOut): void;
}

/**
 * Trains until `epochs` epochs are done, the score stops improving, or a signal arrives. Starts at the state of
 * `history` and the loader. Yields to the event loop every 50 ms, so that signals arrive.
 */
export async function runTraining(
  experiment: Experiment,
  history: History,
  options: TrainingOptions,
): Promise<Exclude<Ending, "failed">> {
  const { epochs, stopping, progress, isInterrupted, onEpoch } = options;
  const curve = new BoundedSeries(history.losses);
  const frame = firstFrame(experiment, history, epochs, curve);
  while (history.epochs.length < epochs) {
    if (stopping?.shouldStop) return "stopped early";
    if (!(await runEpoch(experiment, history, options, frame, curve))) return "interrupted";
    const heldOut = evaluateAverages(experiment, stopping);
    const { loss, score } = heldOut;
    history.epochs.push({ loss, score });
    progress.epoch(Object.assign(frame, { heldOutLoss: loss, score }));
    options.onStep(history.losses.length);
    onEpoch(heldOut);
    await yieldToSignals();
    const isOver = history.epochs.length === epochs || stopping?.shouldStop;
    if (!isOver && isInterrupted()) return "interrupted";
  }
  return "finished";
}

/** Yields to the event loop. */
const yieldToSignals = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The rest of the current epoch; false if it was interrupted before its end. */
async function runEpoch(
  experiment: Experiment,
  history: History,
  { progress, now, isInterrupted, measure, onStep }: TrainingOptions,
  frame: Frame,
  curve: BoundedSeries,
): Promise<boolean> {
  const { model, optimizer, loader, clip } = experiment;
  const { losses } = history;
  const before = history.elapsed;
  const started = now();
  let yielded = started;
  frame.epoch = history.epochs.length + 1;
  for (const batch of loader.rest()) {
    const isLast = (losses.length + 1) % loader.batchesPerEpoch === 0;
    const { loss, gradientNorm, updateRatio } = trainStep(model, optimizer, batch, experiment.loss, {
      clip,
      measure: measure || isLast || progress.due(),
    });
    const { lr = Number.NaN } = optimizer.hyperAt(optimizer.groups[0], optimizer.stepCount);
    losses.push(loss);
    history.lr.push(lr);
    history.gradientNorms.push(gradientNorm);
    // Which steps the progress line measures depends on the clock.
    history.updateRatios.push(measure ? (updateRatio as number) : Number.NaN);
    curve.push(loss);
    history.elapsed = before + now() - started;
    Object.assign(frame, { step: losses.length, lr, gradientNorm, elapsed: history.elapsed });
    frame.updateRatio = updateRatio ?? frame.updateRatio;
    progress.step(frame);
    if (!isLast) onStep(losses.length);
    if (now() - yielded < 50) continue;
    await yieldToSignals();
    yielded = now();
    // After the last batch the epoch is evaluated first: a run resumed there would skip the evaluation.
    if (isInterrupted() && !isLast) return false;
  }
  return true;
}

/** Evaluates the averaged weights of rules that have them (Schedule-Free, EMA). */
function evaluateAverages(experiment: Experiment, stopping: EarlyStopping | null): HeldOut {
  const { task, model, optimizer } = experiment;
  optimizer.eval();
  const heldOut = evaluateModel(model, task.validation ?? task.test, task.preprocessing);
  stopping?.update(validationLoss(experiment, heldOut));
  optimizer.train();
  return heldOut;
}

function firstFrame(
  { task, loader }: Experiment,
  { losses, epochs: done, elapsed }: History,
  epochs: number,
  { means }: BoundedSeries,
): Frame {
  return {
    epoch: done.length + 1,
    epochs,
    step: losses.length,
    steps: epochs * loader.batchesPerEpoch,
    losses,
    curve: means,
    heldOut: task.validation === null ? "test" : "val",
    scoreName: scoreName(task.train),
    lr: Number.NaN,
    gradientNorm: Number.NaN,
    updateRatio: Number.NaN,
    elapsed,
  };
}
