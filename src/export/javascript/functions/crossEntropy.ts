/** @file Cross entropy on plain arrays. */
import { logitGradient, softLosses } from "../../../autograd/ops/support/softTargets.ts";
import { softmaxCrossEntropy } from "../../../kernels/reference/softmax.ts";
import { mean } from "./mean.ts";

type Labels = ArrayLike<number>;

/** loss = mean over the rows of ln Σⱼ e^xⱼ − x[label]          logits x: [rows, classes] */
export function crossEntropy(logits: Float32Array, labels: Labels, classes: number) {
  checkLabels(labels, logits.length / classes, classes);
  const probabilities = new Float32Array(logits.length);
  const losses = new Float32Array(labels.length);
  softmaxCrossEntropy(logits, labels, probabilities, losses, labels.length, classes);
  return { loss: mean(losses, labels.length), probabilities };
}

/** ∂loss/∂x = (softmax(x) − [c = label]) / rows */
export function crossEntropyGradient(probabilities: Float32Array, labels: Labels, classes: number) {
  const share = Math.fround(1 / labels.length);
  return probabilities.map((p, k) => share * (p - (k % classes === labels[Math.floor(k / classes)] ? 1 : 0)));
}

/** loss = Σ w (ln Σⱼ e^xⱼ − x[label]) / Σ w over the rows, where w is the weight of the label's class */
export function weightedCrossEntropy(logits: Float32Array, labels: Labels, weights: Float64Array) {
  const { probabilities } = crossEntropy(logits, labels, weights.length);
  const losses = new Float32Array(labels.length);
  softLosses(logits, { labels, weights, smoothing: 0 }, losses);
  return { loss: mean(losses, weightOf(labels, weights)), probabilities };
}

/** ∂loss/∂x = w (softmax(x) − [c = label]) / Σ w */
export function weightedCrossEntropyGradient(probabilities: Float32Array, labels: Labels, weights: Float64Array) {
  const shares = new Float32Array(labels.length).fill(1 / weightOf(labels, weights));
  const targets = { labels, weights, smoothing: 0 };
  return logitGradient(shares, probabilities, [labels.length, weights.length], targets);
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
