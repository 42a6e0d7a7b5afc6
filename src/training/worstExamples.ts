import { checkOptions } from "../check/checkOptions.ts";
import type { Examples } from "../data/dataset.ts";
import type { Module } from "../nn/index.ts";
import { isClassification } from "./support/isClassification.ts";
import { outputsOf } from "./support/outputsOf.ts";

/** An example that a model predicts badly. */
export interface WorstExample {
  /** Its index in the data set. */
  index: number;
  /** −ln of the probability of its class, or |ŷ − y| of its worst number. */
  loss: number;
  /** The class or number predicted. */
  predicted: number;
  /** The class or number that is right. */
  actual: number;
}

/**
 * Returns the examples of a data set with the largest losses, the worst first. They show wrong labels, odd inputs, and
 * classes that the model confuses.
 *
 * @example worstExamples(new Flatten(), dataset("", new Float32Array([1, 0, 0, 1]), [2, 2], [0, 0], 2))[0].index // 1
 */
export function worstExamples(
  model: Module,
  data: Examples,
  options: { count?: number; batch?: number } = {},
): WorstExample[] {
  checkOptions("worstExamples", options, ["count", "batch"]);
  const { count = 10, batch = 250 } = options;
  const outputs = outputsOf("worstExamples", model, data.inputs, batch).data;
  const n = data.inputs.shape[0];
  const width = outputs.length / n;
  const lossAt = isClassification(data)
    ? (index: number) => classLoss(outputs.subarray(index * width, (index + 1) * width), data.labels[index])
    : (index: number) => numberLoss(outputs, data.targets.data, index * width, width);
  const all = Array.from({ length: n }, (_, index) => ({ index, ...lossAt(index) }));
  // A NaN is the worst of all.
  const size = ({ loss }: WorstExample): number => (Number.isNaN(loss) ? Infinity : loss);
  return all.sort((a, b) => size(b) - size(a) || a.index - b.index).slice(0, count);
}

type Found = Omit<WorstExample, "index">;

/** −ln softmax(x)_actual = ln Σ e^(x_k − max) + max − x_actual */
function classLoss(logits: ArrayLike<number>, actual: number): Found {
  let predicted = 0;
  for (let k = 1; k < logits.length; k++) if (logits[k] > logits[predicted]) predicted = k;
  let sum = 0;
  for (let k = 0; k < logits.length; k++) sum += Math.exp(logits[k] - logits[predicted]);
  return { loss: Math.log(sum) + logits[predicted] - logits[actual], predicted, actual };
}

function numberLoss(outputs: ArrayLike<number>, targets: ArrayLike<number>, start: number, width: number): Found {
  let worst = start;
  for (let i = start; i < start + width; i++)
    if (Math.abs(outputs[i] - targets[i]) > Math.abs(outputs[worst] - targets[worst])) worst = i;
  return { loss: Math.abs(outputs[worst] - targets[worst]), predicted: outputs[worst], actual: targets[worst] };
}
