import { spread } from "../compare/statistics.ts";
import { DivergenceError } from "../experiment/divergenceError.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { trainStep } from "../train/trainStep.ts";

/** The losses of steps whose learning rate grows from one to the next. */
export interface RangeTest {
  lr: number[];
  /** The smoothed loss, before the step with that rate. */
  loss: number[];
  /** How far the losses of two batches in a row lie apart: the median. */
  noise: number;
  /** Whether it ended because the loss flew off. */
  flewOff: boolean;
}

export interface RangeOptions {
  from: number;
  to: number;
  steps: number;
}

const smoothing = 0.9;

/**
 * Smith, "Cyclical Learning Rates for Training Neural Networks", WACV 2017, section 3.3, with rates that grow by a factor
 * instead of an amount: a few steps say where the loss begins to fall and where it flies off.
 *
 * Trains the experiment it is given: pass a copy. Ends early where the smoothed loss is four times its lowest, or
 * where a loss or a gradient is no number.
 */
export function rangeTest(copy: Experiment, { from, to, steps }: RangeOptions): RangeTest {
  const { optimizer } = copy;
  const result: RangeTest = { lr: [], loss: [], noise: 0, flewOff: false };
  const jumps: number[] = [];
  let [average, lowest, before] = [0, Infinity, Number.NaN];
  for (let i = 0; i < steps; i++) {
    const lr = from * (to / from) ** (i / Math.max(1, steps - 1));
    for (const group of optimizer.groups) group.hyper.lr = lr;
    const loss = lossOfStep(copy);
    average = smoothing * average + (1 - smoothing) * loss;
    const smoothed = average / (1 - smoothing ** (i + 1));
    result.flewOff = !(smoothed <= 4 * lowest) || smoothed === Infinity;
    if (result.flewOff) break;
    if (i > 0) jumps.push(Math.abs(loss - before));
    [lowest, before] = [Math.min(lowest, smoothed), loss];
    result.lr.push(lr);
    result.loss.push(smoothed);
  }
  return { ...result, noise: jumps.length === 0 ? 0 : spread(jumps).median };
}

/** The loss before one more step; Infinity if that step is impossible. */
function lossOfStep(copy: Experiment): number {
  try {
    return trainStep(copy, copy.loader.next(), false).loss;
  } catch (error) {
    if (error instanceof DivergenceError) return Infinity;
    throw error;
  }
}
