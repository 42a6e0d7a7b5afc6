import type { Random } from "../../src/autograd/random.ts";
import { type Dataset, Loader } from "../../src/data/index.ts";

/** The accuracy on `test` of a linear model fitted to `train` by stochastic gradient descent on the cross-entropy. */
export function linearAccuracy(train: Dataset, test: Dataset, random: Random, epochs: number): number {
  const { classes } = train;
  const size = train.inputs.size / train.labels.length;
  const weight = new Float64Array(classes * (size + 1));
  const loader = new Loader(train, { batch: 1, random });
  for (let step = 0; step < epochs * train.labels.length; step++) {
    const { inputs, labels } = loader.next();
    const lr = 0.02 * (1 - step / (epochs * train.labels.length));
    const error = softmax(logits(weight, inputs.data, 0, size, classes));
    error[labels[0]] -= 1;
    for (let c = 0; c < classes; c++) {
      const row = c * (size + 1);
      for (let k = 0; k < size; k++) weight[row + k] -= lr * error[c] * inputs.data[k];
      weight[row + size] -= lr * error[c];
    }
  }
  const right = test.labels.filter((label, i) => {
    const scores = logits(weight, test.inputs.data, i * size, size, classes);
    return scores.indexOf(Math.max(...scores)) === label;
  });
  return right.length / test.labels.length;
}

function logits(weight: Float64Array, x: ArrayLike<number>, start: number, size: number, classes: number): number[] {
  return Array.from({ length: classes }, (_, c) => {
    let sum = weight[c * (size + 1) + size];
    for (let k = 0; k < size; k++) sum += weight[c * (size + 1) + k] * x[start + k];
    return sum;
  });
}

function softmax(scores: number[]): number[] {
  const largest = Math.max(...scores);
  const powers = scores.map((score) => Math.exp(score - largest));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}
