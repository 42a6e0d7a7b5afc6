import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import type { Shape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { softmaxCrossEntropy } from "../../../kernels/softmaxCrossEntropy.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Labels, readClassWeights, readLabels, weightOfRows } from "../support/labels.ts";
import { needTensor } from "../support/needTensor.ts";
import { checkReduction, type LossOptions, reduceLosses, spreadLoss } from "../support/reduction.ts";

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
 * logits x: [batch, classes], any real numbers   labels: batch whole numbers   →   [], or [batch] for "none"
 *
 * Label smoothing: Szegedy et al., "Rethinking the Inception Architecture", CVPR 2016, section 7.
 * Throws at the first label that is no class, naming its row; if the batch is empty; if an option is out of range.
 *
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3])
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3], { labelSmoothing: 0.1, classWeights: [1, 2, 0.5, 3] })
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3], { reduction: "sum", classWeights: [1, 2, 0.5, 3] })
 * @gradcheck crossEntropy(randn(3, 4), [2, 0, 3], { reduction: "none", labelSmoothing: 0.2 })
 */
export function crossEntropy(logits: Tensor, labels: Labels, options: CrossEntropyOptions = {}): Tensor {
  needTensor("crossEntropy", "logits", logits);
  checkOptions("crossEntropy", options, ["reduction", "labelSmoothing", "classWeights"]);
  const { reduction = "mean", labelSmoothing = 0 } = options;
  const known = readLabels("crossEntropy", logits.shape, labels);
  checkReduction("crossEntropy", reduction, known.length);
  if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
    throw new RangeError(`crossEntropy: labelSmoothing is ${labelSmoothing}; it needs to be from 0 to 1`);
  }
  const [rows, classes] = logits.shape;
  const weights = readClassWeights("crossEntropy", classes, options.classWeights);
  const divisor = reduction === "mean" ? weightOfRows("crossEntropy", weights, known) : 1;
  const probabilities = makeZeros(logits.data);
  const losses = makeZeros(logits.data, rows);
  softmaxCrossEntropy(logits.data, known, probabilities, losses, rows, classes);
  const targets = { labels: known, weights, smoothing: labelSmoothing };
  if (labelSmoothing > 0 || options.classWeights !== undefined) weigh(losses, logits.data, targets);
  return record("crossEntropy", reduceLosses(losses, [rows], reduction, divisor), [
    logits,
    (dy) => gradient(spreadLoss(dy, rows, reduction, divisor), probabilities, logits.shape, targets),
  ]);
}

interface Targets {
  labels: Int32Array;
  weights: Float64Array;
  smoothing: number;
}

/** From −ln p[label] to Σ t_c (−ln p_c), for every row, where −ln p_c = −ln p[label] + x[label] − x_c. */
function weigh(losses: Floats, x: Floats, { labels, weights, smoothing }: Targets): void {
  const classes = weights.length;
  for (let row = 0; row < losses.length; row++) {
    const start = row * classes;
    const own = x[start + labels[row]];
    let even = 0;
    for (let c = 0; c < classes; c++) even += times(weights[c], losses[row] + own - x[start + c]);
    const sharp = times((1 - smoothing) * weights[labels[row]], losses[row]);
    losses[row] = sharp + times(smoothing / classes, even);
  }
}

/** A class of weight 0 counts nothing, however wrong its logit is. */
const times = (weight: number, loss: number): number => (weight === 0 ? 0 : weight * loss);

function gradient(dLosses: Floats, p: Floats, shape: Shape, { labels, weights, smoothing }: Targets): NdArray {
  const [rows, classes] = shape;
  let evenTotal = 0;
  for (let c = 0; c < classes; c++) evenTotal += (smoothing / classes) * weights[c];
  const dx = makeZeros(p);
  for (let row = 0; row < rows; row++) {
    const own = (1 - smoothing) * weights[labels[row]];
    for (let c = 0; c < classes; c++) {
      const t = (smoothing / classes) * weights[c] + (c === labels[row] ? own : 0);
      dx[row * classes + c] = dLosses[row] * (p[row * classes + c] * (own + evenTotal) - t);
    }
  }
  return new NdArray(dx, shape);
}
