import type { Examples } from "../../data/dataset.ts";
import { clipGradNorm } from "../../optim/clip/clipGradNorm.ts";
import { NonFiniteError } from "../../optim/nonFiniteError.ts";
import { norm } from "../../optim/support/norm.ts";
import { DivergenceError } from "../experiment/divergenceError.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { lossOf } from "../experiment/objective.ts";
import { rememberGenerators } from "../experiment/rememberGenerators.ts";

/** What one step did. */
export interface StepReport {
  /** Mean loss over the batch, before the step. */
  loss: number;
  /** ‖∂L/∂θ‖ over all parameters, before clipping. */
  gradientNorm: number;
  /** ‖Δθ‖ / ‖θ‖ over all parameters; measured only when asked for, since it needs a copy of θ. */
  updateRatio: number | null;
}

/** One step on one batch: forward, backward, clipping, update. Throws DivergenceError at a NaN or an Infinity. */
export function trainStep(
  { model, optimizer, clip }: Pick<Experiment, "model" | "optimizer" | "clip">,
  batch: Examples,
  measure: boolean,
): StepReport {
  const parameters = optimizer.parameterStates().map(({ param }) => param);
  const before = measure ? parameters.map(({ data }) => data.slice()) : null;
  const report: StepReport = { loss: 0, gradientNorm: 0, updateRatio: null };
  // A rule that evaluates the loss again means the same function: dropout leaves out the same units.
  const rewind = rememberGenerators(model);
  let evaluations = 0;
  const evaluate = (): number => {
    rewind();
    const loss = lossOf(model, batch);
    loss.backward();
    if (evaluations++ > 0) return loss.item();
    report.loss = loss.item();
    report.gradientNorm = norm(...parameters.flatMap(({ grad }) => (grad === null ? [] : [grad])));
    if (!Number.isFinite(report.gradientNorm)) return report.loss; // The optimizer knows which parameter it is.
    if (!Number.isFinite(report.loss) && optimizer.nonFinite === "throw")
      throw new NonFiniteError(
        `the loss is ${report.loss} at step ${optimizer.stepCount + 1}; no parameter was changed`,
      );
    if (clip !== null) clipGradNorm(parameters, clip);
    return report.loss;
  };
  try {
    optimizer.step(evaluate);
  } catch (error) {
    if (!(error instanceof NonFiniteError)) throw error;
    const { lr } = optimizer.hyperAt(optimizer.groups[0], optimizer.stepCount + 1);
    // The step changed nothing, so that it can be made again.
    throw new DivergenceError({ problem: error.message, lr, ...report }, () => optimizer.step(evaluate));
  }
  if (before === null) return report;
  const moves = parameters.map(({ data }, k) => Float64Array.from(data, (value, i) => value - before[k][i]));
  return { ...report, updateRatio: norm(...moves) / norm(...before) };
}
