import { makeDoubles, makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { softmaxCrossEntropy } from "../../../kernels/softmaxCrossEntropy.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Labels, readClassWeights, readLabels, weightOfRows } from "../support/labels.ts";
import { needTensor } from "../support/needTensor.ts";
import { checkReduction, type LossOptions, reduceLosses, spreadLoss } from "../support/reduction.ts";
import { logitGradient, softLosses } from "../support/softTargets.ts";

export interface CrossEntropyOptions extends LossOptions {
  /** ε in [0, 1]: this share of the target is spread evenly over all classes. Default 0. */
  labelSmoothing?: number;
  /** w, one weight for each class. Default: all 1. */
  classWeights?: ArrayLike<number>;
}

/**
 * Cross entropy between labels and the softmax of logits, mean over the batch.
 *
 *     lossᵣ = Σ_c t_rc (ln Σⱼ e^x_rj − x_rc)          t_rc = (1 − ε) w_c [c = labelᵣ] + ε w_c / classes
 *     mean = Σᵣ lossᵣ / Σᵣ w[labelᵣ]
 *     ∂lossᵣ/∂x_rc = softmax(xᵣ)_c Σⱼ t_rj − t_rc
 *
 * logits x: [batch, classes]   labels: batch whole numbers   →   [], or [batch] for "none"
 *
 * A class with t = 0 counts nothing, however low its logit. Where t is above 0, a logit of −Infinity gives Infinity.
 * Label smoothing: Szegedy et al., "Rethinking the Inception Architecture", CVPR 2016, section 7.
 * Throws at a label that is not a class, at an empty batch, and at an option out of range.
 *
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3])
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3], { labelSmoothing: 0.1, classWeights: [1, 2, 0.5, 3] })
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3], { reduction: "sum", classWeights: [1, 2, 0.5, 3] })
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3], { reduction: "none", labelSmoothing: 0.2 })
 */
export function crossEntropy(logits: Tensor, labels: Labels, options: CrossEntropyOptions = {}): Tensor {
  needTensor("crossEntropy", "logits", logits);
  checkOptions("crossEntropy", options, ["reduction", "labelSmoothing", "classWeights"]);
  const { reduction = "mean", labelSmoothing = 0, classWeights } = options;
  const known = readLabels("crossEntropy", logits.shape, labels);
  checkReduction("crossEntropy", reduction, known.length);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`crossEntropy: labelSmoothing must be in [0, 1], got ${labelSmoothing}`);
  }
  const [rows, classes] = logits.shape;
  const weights = readClassWeights("crossEntropy", classes, classWeights);
  const divisor = reduction === "mean" && classWeights ? weightOfRows("crossEntropy", weights, known) : undefined;
  const losses = makeZeros(logits.data, rows);
  const sums = makeDoubles(rows);
  const exps = softmaxCrossEntropy(logits.data, known, sums, losses, classes);
  const targets = { labels: known, weights, smoothing: labelSmoothing };
  if (labelSmoothing > 0 || classWeights !== undefined) softLosses(logits.data, sums, targets, losses);
  return record("crossEntropy", reduceLosses(losses, [rows], reduction, divisor), [
    logits,
    (dy) => {
      const dx = logitGradient(spreadLoss(dy, rows, reduction, divisor), exps, sums, targets);
      return new NdArray(dx, logits.shape);
    },
  ]);
}
