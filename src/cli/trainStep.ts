import type { Examples } from "../data/dataset.ts";
import type { Module } from "../nn/index.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { lossOf } from "./objective.ts";

/** What one step did. */
export interface StepReport {
  /** Mean loss over the batch, before the step. */
  loss: number;
  /** ‖∂L/∂θ‖ over all parameters. */
  gradientNorm: number;
  /** ‖Δθ‖ / ‖θ‖ over all parameters; measured only when asked for, since it needs a copy of θ. */
  updateRatio: number | null;
}

/** One step on one batch: forward, backward, update. */
export function trainStep(model: Module, optimizer: Optimizer, batch: Examples, measure = false): StepReport {
  const parameters = optimizer.slots().map(({ param }) => param);
  const before = measure ? parameters.map(({ data }) => data.slice()) : null;
  let gradientNorm = Number.NaN;
  const loss = optimizer.step(() => {
    const loss = lossOf(model, batch);
    loss.backward();
    gradientNorm = norm(parameters.map(({ grad }) => grad ?? []));
    return loss.item();
  });
  if (before === null) return { loss, gradientNorm, updateRatio: null };
  const moves = parameters.map(({ data }, k) => Float64Array.from(data, (value, i) => value - before[k][i]));
  return { loss, gradientNorm, updateRatio: norm(moves) / norm(before) };
}

function norm(arrays: readonly ArrayLike<number>[]): number {
  let sum = 0;
  for (const values of arrays) for (let i = 0; i < values.length; i++) sum += values[i] * values[i];
  return Math.sqrt(sum);
}
