import { checkOptions } from "../check/checkOptions.ts";
import type { Dataset, Examples, RegressionDataset } from "../data/dataset.ts";
import type { Module } from "../nn/index.ts";
import { type Loss, lossOf } from "./lossOf.ts";
import { type ClassMetrics, type MetricsOptions, metrics, type NumberMetrics } from "./metrics.ts";
import { lossAndOutputs } from "./support/lossAndOutputs.ts";

export interface EvaluateOptions extends MetricsOptions {
  /** Examples per forward pass. The metrics do not depend on it. Default: 250. */
  batch?: number;
  /** Default: `lossOf`. */
  loss?: Loss;
}

/** Metrics with the mean loss over all examples. */
export type Evaluated<M> = M & { loss: number };

/**
 * Evaluates a model on a data set: loss and metrics, in batches, in eval mode, without a tape.
 *
 * Afterwards every layer has the mode it had before. With a rule that averages weights, call it between
 * `optimizer.eval()` and `optimizer.train()`. The loss stays in the units of the targets, as trained.
 *
 * @example evaluate(new Flatten(), dataset("", new Float32Array([1, 0]), [1, 2], [0], 2)).accuracy // 1
 */
export function evaluate(model: Module, data: Dataset, options?: EvaluateOptions): Evaluated<ClassMetrics>;
export function evaluate(model: Module, data: RegressionDataset, options?: EvaluateOptions): Evaluated<NumberMetrics>;
export function evaluate(
  model: Module,
  data: Examples,
  options?: EvaluateOptions,
): Evaluated<ClassMetrics> | Evaluated<NumberMetrics>;
export function evaluate(
  model: Module,
  data: Examples,
  options: EvaluateOptions = {},
): Evaluated<ClassMetrics> | Evaluated<NumberMetrics> {
  checkOptions("evaluate", options, ["batch", "loss", "invert"]);
  const { batch = 250, loss = lossOf, invert } = options;
  const found = lossAndOutputs(model, data, loss, batch);
  return { loss: found.loss, ...metrics(found.outputs, data, invert && { invert }) };
}
