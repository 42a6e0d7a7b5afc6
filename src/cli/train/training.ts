/** @file The training loop: epochs of steps, each epoch evaluations. Knows nothing of flags; shows itself through Progress. */

import { lossOf } from "../../training/lossOf.ts";
import { trainStep } from "../../training/trainStep.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { type Evaluation, scoreName, scoreOf } from "../experiment/objective.ts";
import { BoundedSeries } from "../terminal/boundedSeries.ts";
import type { Frame } from "../terminal/frame.ts";
import type { Progress } from "../terminal/progress.ts";

/** What is known of a run so far: plain numbers, kept in its checkpoint. */
export interface History {
  /** The loss of every step's batch, before the step. */
  losses: number[];
  /** On the test examples, after every epoch. */
  evaluations: Evaluation[];
  /** The smallest and the largest learning rate used. */
  lr: [low: number, high: number];
  /** ms of training so far. */
  elapsed: number;
}

export const newHistory = (): History => ({ losses: [], evaluations: [], lr: [Infinity, -Infinity], elapsed: 0 });

export type Ending = "finished" | "stopped early" | "interrupted" | "failed";

export interface TrainingOptions {
  epochs: number;
  /** Stop after this many epochs without a better score. */
  patience: number;
  progress: Progress;
  now(): number;
  isInterrupted(): boolean;
  /** After every epoch. */
  onEpoch(): void;
}

/**
 * Trains until `epochs` epochs are done, the score stops rising, or somebody interrupts; goes on from where `history`
 * and the loader stand. Gives the event loop a turn now and then, so that signals arrive.
 */
export async function runTraining(
  experiment: Experiment,
  history: History,
  options: TrainingOptions,
): Promise<Exclude<Ending, "failed">> {
  const { epochs, patience, progress, isInterrupted, onEpoch } = options;
  const curve = new BoundedSeries(history.losses);
  const frame = firstFrame(experiment, history, epochs, curve);
  while (history.evaluations.length < epochs) {
    if (!(await runEpoch(experiment, history, options, frame, curve))) return "interrupted";
    const evaluation = evaluateAverages(experiment);
    history.evaluations.push(evaluation);
    progress.epoch(Object.assign(frame, evaluation, { testLoss: evaluation.loss }));
    onEpoch();
    await turn();
    if (history.evaluations.length === epochs) break;
    if (epochsSinceBest(history.evaluations) >= patience) return "stopped early";
    if (isInterrupted()) return "interrupted";
  }
  return "finished";
}

/** Lets signals in. */
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** The rest of the current epoch; false if it was interrupted before its end. */
async function runEpoch(
  experiment: Experiment,
  history: History,
  { progress, now, isInterrupted }: TrainingOptions,
  frame: Frame,
  curve: BoundedSeries,
): Promise<boolean> {
  const { model, optimizer, loader, clip } = experiment;
  const { losses } = history;
  const before = history.elapsed;
  const started = now();
  let breathed = started;
  frame.epoch = history.evaluations.length + 1;
  for (const batch of loader.rest()) {
    const isLast = (losses.length + 1) % loader.batchesPerEpoch === 0;
    const { loss, gradientNorm, updateRatio } = trainStep(model, optimizer, batch, lossOf, {
      clip,
      measure: isLast || progress.due(),
    });
    losses.push(loss);
    curve.push(loss);
    history.elapsed = before + now() - started;
    const { lr = Number.NaN } = optimizer.hyperAt(optimizer.groups[0], optimizer.stepCount);
    history.lr = [Math.min(history.lr[0], lr), Math.max(history.lr[1], lr)];
    Object.assign(frame, { step: losses.length, lr, gradientNorm, elapsed: history.elapsed });
    frame.updateRatio = updateRatio ?? frame.updateRatio;
    progress.step(frame);
    if (now() - breathed < 50) continue;
    await turn();
    breathed = now();
    // Between epochs the epoch is evaluations first: a run resumed there would not know that it is to be evaluations.
    if (isInterrupted() && !isLast) return false;
  }
  return true;
}

/** Judges the weights that a rule with averages (Schedule-Free, EMA) means to be used. */
function evaluateAverages({ task, model, optimizer }: Experiment): Evaluation {
  optimizer.eval();
  const evaluation = scoreOf(model, task.test);
  optimizer.train();
  return evaluation;
}

function firstFrame(
  { task, loader }: Experiment,
  { losses, evaluations, elapsed }: History,
  epochs: number,
  { means }: BoundedSeries,
): Frame {
  return {
    epoch: evaluations.length + 1,
    epochs,
    step: losses.length,
    steps: epochs * loader.batchesPerEpoch,
    losses,
    curve: means,
    scoreName: scoreName(task.train),
    lr: Number.NaN,
    gradientNorm: Number.NaN,
    updateRatio: Number.NaN,
    elapsed,
  };
}

const epochsSinceBest = (evaluations: readonly Evaluation[]): number => {
  const scores = evaluations.map(({ score }) => score);
  return scores.length - 1 - scores.indexOf(Math.max(...scores));
};
