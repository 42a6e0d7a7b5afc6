/** @file The training loop: epochs of steps, each epoch judged. Knows nothing of flags; shows itself through Progress. */

import type { Experiment } from "../experiment/experiment.ts";
import { type Judgement, judge, scoreName } from "../experiment/objective.ts";
import { BoundedSeries } from "../terminal/boundedSeries.ts";
import type { Frame } from "../terminal/frame.ts";
import type { Progress } from "../terminal/progress.ts";
import { trainStep } from "./trainStep.ts";

/** What is known of a run so far: plain numbers, kept in its checkpoint. */
export interface History {
  /** The loss of every step's batch, before the step. */
  losses: number[];
  /** On the test examples, after every epoch. */
  judged: Judgement[];
  /** The smallest and the largest learning rate used. */
  lr: [low: number, high: number];
  /** ms of training so far. */
  elapsed: number;
}

export const newHistory = (): History => ({ losses: [], judged: [], lr: [Infinity, -Infinity], elapsed: 0 });

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
  while (history.judged.length < epochs) {
    if (!(await runEpoch(experiment, history, options, frame, curve))) return "interrupted";
    const judgement = judgeAverages(experiment);
    history.judged.push(judgement);
    progress.epoch(Object.assign(frame, judgement, { testLoss: judgement.loss }));
    onEpoch();
    await turn();
    if (history.judged.length === epochs) break;
    if (epochsSinceBest(history.judged) >= patience) return "stopped early";
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
  const { optimizer, loader } = experiment;
  const { losses } = history;
  const before = history.elapsed;
  const started = now();
  let breathed = started;
  frame.epoch = history.judged.length + 1;
  for (const batch of loader.rest()) {
    const isLast = (losses.length + 1) % loader.batchesPerEpoch === 0;
    const { loss, gradientNorm, updateRatio } = trainStep(experiment, batch, isLast || progress.due());
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
    // Between epochs the epoch is judged first: a run resumed there would not know that it is to be judged.
    if (isInterrupted() && !isLast) return false;
  }
  return true;
}

/** Judges the weights that a rule with averages (Schedule-Free, EMA) means to be used. */
function judgeAverages({ task, model, optimizer }: Experiment): Judgement {
  optimizer.eval();
  const judgement = judge(model, task.test);
  optimizer.train();
  return judgement;
}

function firstFrame(
  { task, loader }: Experiment,
  { losses, judged, elapsed }: History,
  epochs: number,
  { means }: BoundedSeries,
): Frame {
  return {
    epoch: judged.length + 1,
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

const epochsSinceBest = (judged: readonly Judgement[]): number => {
  const scores = judged.map(({ score }) => score);
  return scores.length - 1 - scores.indexOf(Math.max(...scores));
};
