import { Tensor } from "../autograd/tensor.ts";
import { checkOptions } from "../check/checkOptions.ts";
import type { Examples } from "../data/dataset.ts";
import type { Module } from "../nn/index.ts";
import { rememberGenerators } from "../nn/support/rememberGenerators.ts";
import { clipGradNorm } from "../optim/clip/clipGradNorm.ts";
import { gradientOf } from "../optim/group.ts";
import { NonFiniteError } from "../optim/nonFiniteError.ts";
import type { Optimizer } from "../optim/optimizer.ts";
import { norm } from "../optim/support/norm.ts";
import { DivergenceError } from "./divergenceError.ts";
import { type Loss, lossOf } from "./lossOf.ts";

export interface TrainStepOptions {
  /** Clips the global gradient norm to this; null, the default, does not clip. */
  clip?: number | null;
  /** Measures `updateRatio`, which needs a copy of θ. Default false. */
  measure?: boolean;
}

/** Measurements of one step. */
export interface StepReport {
  /** Mean loss over the batch, before the step. */
  loss: number;
  /** ‖∂L/∂θ‖ over all parameters, before clipping. */
  gradientNorm: number;
  /** ‖Δθ‖ / ‖θ‖ over all parameters; null unless `measure`. */
  updateRatio: number | null;
}

/**
 * One step on one batch: forward, backward, clipping, update.
 *
 * Rules that evaluate the loss several times (SAM, L-BFGS) see one dropout mask per step.
 * Throws DivergenceError at a NaN or an Infinity, before any parameter changed, unless the optimizer skips such steps.
 *
 *     for (const batch of loader) trainStep(model, optimizer, batch);
 *     trainStep(model, optimizer, batch, (prediction, { targets }) => huber(prediction, new Tensor(targets)));
 */
export function trainStep<B extends Examples>(
  model: Module,
  optimizer: Optimizer,
  batch: B,
  loss: Loss<B> = lossOf,
  options: TrainStepOptions = {},
): StepReport {
  checkOptions("trainStep", options, ["clip", "measure"]);
  const parameters = optimizer.parameterStates().map(({ param }) => param);
  const before = options.measure ? parameters.map(({ data }) => data.slice()) : null;
  const report: StepReport = { loss: 0, gradientNorm: 0, updateRatio: null };
  const rewind = rememberGenerators(model);
  let evaluations = 0;
  const closure = (): number => {
    const value = loss(model.forward(new Tensor(batch.inputs)), batch);
    value.backward();
    if (evaluations++ > 0) return value.item();
    report.loss = value.item();
    report.gradientNorm = norm(...parameters.flatMap((param) => gradientOf(param) ?? []));
    checkLoss(report, optimizer);
    // The optimizer itself refuses a gradient that is not finite, and names the parameter.
    const clip = Number.isFinite(report.gradientNorm) ? (options.clip ?? null) : null;
    if (clip !== null) clipGradNorm(parameters, clip);
    return report.loss;
  };
  try {
    optimizer.step(closure);
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    const { lr } = optimizer.hyperAt(optimizer.groups[0], optimizer.stepCount + 1);
    // The step changed nothing, so it can be repeated with the same random numbers.
    throw new DivergenceError({ problem: error.message, lr, ...report }, () => {
      rewind();
      optimizer.step(closure);
    });
  }
  if (before === null) return report;
  const moves = parameters.map(({ data }, k) => new Float64Array(data).map((value, i) => value - before[k][i]));
  return { ...report, updateRatio: norm(...moves) / norm(...before) };
}

/** Clipping can make the gradients of an infinite loss finite: such a step is refused all the same. */
function checkLoss({ loss, gradientNorm }: StepReport, { nonFinite, stepCount }: Optimizer): void {
  if (nonFinite !== "throw" || Number.isFinite(loss) || !Number.isFinite(gradientNorm)) return;
  throw new NonFiniteError(`the loss is ${loss} at step ${stepCount + 1}; no parameter was changed`);
}
