/** @file The measurements of a run so far: plain numbers, kept in its checkpoint. */

import type { Evaluation } from "../experiment/objective.ts";

export interface History {
  /** The loss of every step's batch, before the step. */
  losses: number[];
  /** The learning rate of every step; NaN for a rule without one. */
  lr: number[];
  /** The global gradient norm of every step, before clipping. */
  gradientNorms: number[];
  /** The norm of every update over that of the weights; NaN where it was not measured. */
  updateRatios: number[];
  /** Loss and score after every epoch: on the validation set, else on the test set. */
  epochs: Evaluation[];
  /** ms of training so far. */
  elapsed: number;
}

/** The lists with one number for each step. */
export const stepLists = ["losses", "lr", "gradientNorms", "updateRatios"] as const;

export const newHistory = (): History => ({
  losses: [],
  lr: [],
  gradientNorms: [],
  updateRatios: [],
  epochs: [],
  elapsed: 0,
});

/** Everything known of one step. */
export interface StepRecord {
  /** From 1. */
  step: number;
  epoch: number;
  loss: number;
  lr: number;
  gradientNorm: number;
  updateRatio: number;
  /** The held-out evaluation after the last step of an epoch; null after other steps. */
  heldOut: Evaluation | null;
}

/** Returns the record of a step, counted from 1. */
export function stepRecord(history: History, step: number, stepsPerEpoch: number): StepRecord {
  const at = step - 1;
  return {
    step,
    epoch: Math.floor(at / stepsPerEpoch) + 1,
    loss: history.losses[at],
    lr: history.lr[at],
    gradientNorm: history.gradientNorms[at],
    updateRatio: history.updateRatios[at],
    heldOut: step % stepsPerEpoch === 0 ? (history.epochs[step / stepsPerEpoch - 1] ?? null) : null,
  };
}
