import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Labels, readClassWeights, readLabels, weightOfRows } from "../support/labels.ts";
import { needTensor } from "../support/needTensor.ts";
import { checkReduction, type LossOptions, reduceLosses, spreadLoss } from "../support/reduction.ts";

export interface NllOptions extends LossOptions {
  /** w, one weight for each class. Default: all 1. */
  classWeights?: ArrayLike<number>;
}

/**
 * Negative log-likelihood of labels, mean over the batch.
 *
 *     lossᵣ = −w[labelᵣ] logProbabilities[r, labelᵣ]          mean = Σᵣ lossᵣ / Σᵣ w[labelᵣ]
 *
 * logProbabilities: [batch, classes]   labels: batch whole numbers   →   [], or [batch] for "none"
 *
 * crossEntropy(x, labels) = nll(logSoftmax(x), labels), in one step. A label with w = 0 counts nothing, even at −∞.
 * Throws at the first label that is not a class, with its row. Throws if the batch is empty or a weight out of range.
 *
 * @gradcheck nll(logSoftmax(randn(3, 4)), [2, 0, 3])
 * @gradcheck nll(randn(3, 4), [2, 0, 3], { classWeights: [1, 2, 0.5, 3] })
 * @gradcheck nll(randn(3, 4), [2, 0, 3], { reduction: "sum" })
 * @gradcheck nll(randn(3, 4), [2, 0, 3], { reduction: "none" })
 */
export function nll(logProbabilities: Tensor, labels: Labels, options: NllOptions = {}): Tensor {
  needTensor("nll", "logProbabilities", logProbabilities);
  checkOptions("nll", options, ["reduction", "classWeights"]);
  const { reduction = "mean", classWeights } = options;
  const known = readLabels("nll", logProbabilities.shape, labels);
  checkReduction("nll", reduction, known.length);
  const [rows, classes] = logProbabilities.shape;
  const weights = readClassWeights("nll", classes, classWeights);
  const divisor = reduction === "mean" && classWeights ? weightOfRows("nll", weights, known) : undefined;
  const { data: x } = logProbabilities;
  const losses = makeZeros(x, rows);
  for (let row = 0; row < rows; row++) {
    const weight = weights[known[row]];
    losses[row] = weight === 0 ? 0 : -weight * x[row * classes + known[row]];
  }
  return record("nll", reduceLosses(losses, [rows], reduction, divisor), [
    logProbabilities,
    (dy) => {
      const dLosses = spreadLoss(dy, rows, reduction, divisor);
      const dx = makeZeros(x, rows * classes);
      for (let row = 0; row < rows; row++) dx[row * classes + known[row]] = -weights[known[row]] * dLosses[row];
      return new NdArray(dx, logProbabilities.shape);
    },
  ]);
}
