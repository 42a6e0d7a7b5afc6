import { noGrad, Tensor } from "../autograd/index.ts";
import { checkOptions } from "../check/checkOptions.ts";
import type { Dataset, Examples, RegressionDataset } from "../data/dataset.ts";
import { Loader } from "../data/loader.ts";
import { argmax, type Module } from "../nn/index.ts";
import { type Loss, lossOf } from "./lossOf.ts";
import { inEvalMode } from "./support/inEvalMode.ts";
import { isClassification } from "./support/isClassification.ts";

export interface EvaluateOptions {
  /** Examples per forward pass. The metrics do not depend on it. Default: 250. */
  batch?: number;
  /** Default: `lossOf`. */
  loss?: Loss;
}

export interface ClassMetrics {
  /** Mean loss over all examples. */
  loss: number;
  /** Share of examples whose largest logit is the label's, in [0, 1]. */
  accuracy: number;
}

export interface NumberMetrics {
  /** Mean loss over all examples. */
  loss: number;
  /** √(Σ (ŷ − y)² / n), in the units of the targets. */
  rmse: number;
  /**
   * 1 − Σ (ŷ − y)² / Σ (y − ȳ)²: 1 is perfect, 0 is as good as the mean ȳ. If y is constant: 1 if ŷ = y,
   * else 0.
   */
  r2: number;
}

/**
 * Evaluates a model on a data set: loss and metrics, in batches, in eval mode, without a tape.
 *
 * Afterwards every layer has the mode it had before. With a rule that averages weights, call it between
 * `optimizer.eval()` and `optimizer.train()`.
 *
 * @example evaluate(new Flatten(), regressionDataset("", new Float32Array([1, 3]), [2, 1], new Float32Array([1, 2]), [2, 1])).loss // 0.5
 */
export function evaluate(model: Module, data: Dataset, options?: EvaluateOptions): ClassMetrics;
export function evaluate(model: Module, data: RegressionDataset, options?: EvaluateOptions): NumberMetrics;
export function evaluate(model: Module, data: Examples, options?: EvaluateOptions): ClassMetrics | NumberMetrics;
export function evaluate(model: Module, data: Examples, options: EvaluateOptions = {}): ClassMetrics | NumberMetrics {
  checkOptions("evaluate", options, ["batch", "loss"]);
  const { batch: size = 250, loss = lossOf } = options;
  const n = data.inputs.shape[0];
  let [total, right, squares] = [0, 0, 0];
  const addBatch = (batch: Examples): void => {
    const prediction = model.forward(new Tensor(batch.inputs));
    total += batch.inputs.shape[0] * loss(prediction, batch).item();
    if (isClassification(batch)) right += argmax(prediction).filter((k, row) => k === batch.labels[row]).length;
    else squares += squaredDistance(prediction.data, batch.targets.data);
  };
  inEvalMode(model, () =>
    noGrad(() => {
      for (const batch of new Loader(data, { batch: size }).rest()) addBatch(batch);
    }),
  );
  if (isClassification(data)) return { loss: total / n, accuracy: right / n };
  const targets = data.targets.data;
  return { loss: total / n, rmse: Math.sqrt(squares / targets.length), r2: rSquared(squares, targets) };
}

/** Σ (aᵢ − bᵢ)² */
function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < b.length; i++) sum += (a[i] - b[i]) ** 2;
  return sum;
}

function rSquared(squares: number, targets: ArrayLike<number>): number {
  const center = Array.from(targets).reduce((sum, y) => sum + y, 0) / targets.length;
  const spread = Array.from(targets).reduce((sum, y) => sum + (y - center) ** 2, 0);
  if (spread === 0) return squares === 0 ? 1 : 0;
  return 1 - squares / spread;
}
