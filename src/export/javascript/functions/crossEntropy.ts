/** @file Cross entropy on plain arrays. */
import { softLosses } from "../../../autograd/ops/support/softTargets.ts";
import { softmaxCrossEntropy } from "../../../kernels/reference/softmax.ts";
import { mean } from "./mean.ts";

type Labels = ArrayLike<number>;

/** loss = mean over the rows of ln Σⱼ e^xⱼ − x[label]          logits x: [rows, classes] */
export function crossEntropy(logits: Float32Array, labels: Labels, classes: number) {
  checkLabels(labels, logits.length / classes, classes);
  const losses = new Float32Array(labels.length);
  const sums = new Float64Array(labels.length);
  const exps = softmaxCrossEntropy(logits, labels, sums, losses, classes);
  return { loss: mean(losses, labels.length), exps, sums };
}

/** ∂loss/∂x = (softmax(x) − [c = label]) / rows, where softmax(x) = exps / sum */
export function crossEntropyGradient(exps: Float32Array, sums: Float64Array, labels: Labels, classes: number) {
  const share = Math.fround(1 / labels.length);
  return exps.map((e, k) => {
    const row = Math.floor(k / classes);
    return (share / sums[row]) * e - (k % classes === labels[row] ? share : 0);
  });
}

/** loss = Σ w (ln Σⱼ e^xⱼ − x[label]) / Σ w over the rows, where w is the weight of the label's class */
export function weightedCrossEntropy(logits: Float32Array, labels: Labels, weights: Float64Array) {
  const { exps, sums } = crossEntropy(logits, labels, weights.length);
  const losses = new Float32Array(labels.length);
  softLosses(logits, sums, { labels, weights, smoothing: 0 }, losses);
  return { loss: mean(losses, weightOf(labels, weights)), exps, sums };
}

/** ∂loss/∂x = w (softmax(x) − [c = label]) / Σ w */
export function weightedCrossEntropyGradient(
  exps: Float32Array,
  sums: Float64Array,
  labels: Labels,
  weights: Float64Array,
) {
  const share = 1 / weightOf(labels, weights);
  return exps.map((e, k) => {
    const row = Math.floor(k / weights.length);
    const scale = share * weights[labels[row]];
    // A row that counts nothing may have a sum of NaN.
    return scale === 0 ? 0 : (scale / sums[row]) * e - (k % weights.length === labels[row] ? scale : 0);
  });
}

/** Σ w over the rows */
function weightOf(labels: Labels, weights: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < labels.length; row++) sum += weights[labels[row]];
  return sum;
}

/** Throws unless each row has a class. */
function checkLabels(labels: Labels, rows: number, classes: number): void {
  if (labels?.length !== rows) throw new RangeError(`labels must be ${rows} classes, got ${labels?.length}`);
  for (let row = 0; row < rows; row++)
    if (!(Number.isInteger(labels[row]) && labels[row] >= 0 && labels[row] < classes))
      throw new RangeError(`labels must be whole numbers in [0, ${classes}), got ${labels[row]} in row ${row}`);
}
