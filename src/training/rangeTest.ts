import { checkOptions } from "../check/checkOptions.ts";
import type { Examples } from "../data/dataset.ts";
import { quantile } from "../math/quantile.ts";
import type { Module } from "../nn/index.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { DivergenceError } from "./divergenceError.ts";
import { type Loss, lossOf } from "./lossOf.ts";
import { trainStep } from "./trainStep.ts";

/** The losses of steps whose learning rate grows by one factor from step to step. */
export interface RangeTest {
  lr: number[];
  /** The smoothed loss, before the step with that rate. */
  loss: number[];
  /** The median difference between the losses of two successive batches. */
  noise: number;
  /** True if the test ended because the loss diverged. */
  diverged: boolean;
}

export interface RangeOptions {
  from: number;
  to: number;
  steps: number;
  /** Clips the global gradient norm to this; null, the default, does not clip. */
  clip?: number | null;
  /** Default: `lossOf`. */
  loss?: Loss;
}

const smoothing = 0.9;

/**
 * Runs a learning-rate range test: a few steps show where the loss starts to fall and where it diverges.
 * Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017, section 3.3. Here the rates grow by a
 * factor, not by an amount.
 *
 * Trains the given model: pass a copy. Ends early when the smoothed loss is four times its minimum, or a loss or
 * gradient is not finite.
 */
export function rangeTest(
  model: Module,
  optimizer: Optimizer,
  batches: { next(): Examples },
  options: RangeOptions,
): RangeTest {
  checkOptions("rangeTest", options, ["from", "to", "steps", "clip", "loss"]);
  const { from, to, steps, clip = null, loss: lossFunction = lossOf } = options;
  const result: RangeTest = { lr: [], loss: [], noise: 0, diverged: false };
  const jumps: number[] = [];
  let [average, lowest, before] = [0, Infinity, Number.NaN];
  for (let i = 0; i < steps; i++) {
    const lr = from * (to / from) ** (i / Math.max(1, steps - 1));
    for (const group of optimizer.groups) group.hyper.lr = lr;
    const loss = infiniteIfDiverged(() => trainStep(model, optimizer, batches.next(), lossFunction, { clip }).loss);
    average = smoothing * average + (1 - smoothing) * loss;
    const smoothed = average / (1 - smoothing ** (i + 1));
    result.diverged = !(smoothed <= 4 * lowest) || smoothed === Infinity;
    if (result.diverged) break;
    if (i > 0) jumps.push(Math.abs(loss - before));
    [lowest, before] = [Math.min(lowest, smoothed), loss];
    result.lr.push(lr);
    result.loss.push(smoothed);
  }
  return { ...result, noise: jumps.length === 0 ? 0 : quantile(jumps, 0.5) };
}

function infiniteIfDiverged(step: () => number): number {
  try {
    return step();
  } catch (error) {
    if (error instanceof DivergenceError) return Infinity;
    throw error;
  }
}
