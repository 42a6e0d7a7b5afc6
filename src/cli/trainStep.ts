import type { Examples } from "../data/dataset.ts";
import { clipGradNorm } from "../optim/clip.ts";
import { norm } from "../optim/norm.ts";
import type { Experiment } from "./experiment.ts";
import { lossOf } from "./objective.ts";

/** What one step did. */
export interface StepReport {
  /** Mean loss over the batch, before the step. */
  loss: number;
  /** ‖∂L/∂θ‖ over all parameters, before clipping. */
  gradientNorm: number;
  /** ‖Δθ‖ / ‖θ‖ over all parameters; measured only when asked for, since it needs a copy of θ. */
  updateRatio: number | null;
}

/** One step on one batch: forward, backward, clipping, update. */
export function trainStep(
  { model, optimizer, clip }: Pick<Experiment, "model" | "optimizer" | "clip">,
  batch: Examples,
  measure: boolean,
): StepReport {
  const parameters = optimizer.slots().map(({ param }) => param);
  const before = measure ? parameters.map(({ data }) => data.slice()) : null;
  let gradientNorm = Number.NaN;
  const loss = optimizer.step(() => {
    const loss = lossOf(model, batch);
    loss.backward();
    gradientNorm = norm(...parameters.flatMap(({ grad }) => (grad === null ? [] : [grad])));
    if (clip !== null && Number.isFinite(gradientNorm)) clipGradNorm(parameters, clip);
    return loss.item();
  });
  if (before === null) return { loss, gradientNorm, updateRatio: null };
  const moves = parameters.map(({ data }, k) => Float64Array.from(data, (value, i) => value - before[k][i]));
  return { loss, gradientNorm, updateRatio: norm(...moves) / norm(...before) };
}
