import type { Tensor } from "../autograd/index.ts";
import { checkOptions } from "../check/checkOptions.ts";
import type { Dataset, Examples, RegressionDataset } from "../data/dataset.ts";
import { argmax } from "../nn/argmax.ts";
import { confusionMatrix } from "./confusionMatrix.ts";
import { rocAuc } from "./rocAuc.ts";
import { isClassification } from "./support/isClassification.ts";

/** How well one class is found. A share of nothing is 0. */
export interface ClassScore {
  /** The share of its predictions that are right. */
  precision: number;
  /** The share of its examples that are found. */
  recall: number;
  /** 2 · precision · recall / (precision + recall) */
  f1: number;
  /** Its examples. */
  count: number;
}

export interface ClassMetrics {
  /** Share of examples whose largest logit is the label's, in [0, 1]. */
  accuracy: number;
  /** The accuracy of always predicting the most frequent class. */
  baseline: number;
  /** Mean recall of the classes with examples: each class counts the same. Predicting one class gives 1 / classes. */
  balancedAccuracy: number;
  /** [i][j]: examples of class i predicted as j. */
  confusion: number[][];
  /** The scores of each class, in the order of the labels. */
  classes: ClassScore[];
  /** Area under the ROC curve of the second of two classes; null for another number of classes. */
  auc: number | null;
}

export interface NumberMetrics {
  /** √(Σ (ŷ − y)² / n), in the units of the targets. */
  rmse: number;
  /** Σ |ŷ − y| / n */
  mae: number;
  /**
   * 1 − Σ (ŷ − y)² / Σ (y − ȳ)²: 1 is perfect, 0 is as good as the mean ȳ. If y is constant: 1 if ŷ = y,
   * else 0.
   */
  r2: number;
  /** The errors of always predicting the mean ȳ. */
  baseline: { rmse: number; mae: number };
}

export interface MetricsOptions {
  /** Turns standardized numbers into their own units: `(y) => preprocessing.invert(y)`. Default: none. */
  invert?: (values: ArrayLike<number>) => ArrayLike<number>;
}

/**
 * Returns the metrics of a model's outputs, beside those of the simplest baseline.
 *
 * outputs: [n, classes] logits, or the shape of the targets. Throws unless there is one for each example.
 *
 * @example metrics(tensor([[2, 1], [0, 3], [1, 0]]), dataset("", new Float32Array(3), [3, 1], [0, 1, 1], 2)).accuracy
 * // 0.6666666666666666
 */
export function metrics(outputs: Tensor, data: Dataset, options?: MetricsOptions): ClassMetrics;
export function metrics(outputs: Tensor, data: RegressionDataset, options?: MetricsOptions): NumberMetrics;
export function metrics(outputs: Tensor, data: Examples, options?: MetricsOptions): ClassMetrics | NumberMetrics;
export function metrics(outputs: Tensor, data: Examples, options: MetricsOptions = {}): ClassMetrics | NumberMetrics {
  checkOptions("metrics", options, ["invert"]);
  if (isClassification(data)) return classMetrics(outputs, data);
  const { invert = (values) => values } = options;
  if (outputs.data.length !== data.targets.data.length)
    throw new RangeError(
      `metrics: outputs must have the ${data.targets.data.length} numbers of the targets, got ${outputs.data.length}`,
    );
  return numberMetrics(invert(outputs.data), invert(data.targets.data));
}

function classMetrics(logits: Tensor, { labels, classes }: Dataset): ClassMetrics {
  const { data: x } = logits;
  const confusion = confusionMatrix(labels, argmax(logits), classes);
  const counts = confusion.map(sum);
  const predicted = columnSums(confusion);
  const scores = confusion.map((row, k): ClassScore => {
    const precision = ratio(row[k], predicted[k]);
    const recall = ratio(row[k], counts[k]);
    return { precision, recall, f1: ratio(2 * precision * recall, precision + recall), count: counts[k] };
  });
  const found = scores.filter(({ count }) => count > 0);
  return {
    accuracy: sum(confusion.map((row, k) => row[k])) / labels.length,
    baseline: counts.reduce((most, count) => Math.max(most, count), 0) / labels.length,
    balancedAccuracy: ratio(sum(found.map(({ recall }) => recall)), found.length),
    confusion,
    classes: scores,
    auc:
      classes === 2
        ? rocAuc(
            labels,
            Float64Array.from(labels, (_, n) => x[2 * n + 1] - x[2 * n]),
          )
        : null,
  };
}

function numberMetrics(predictions: ArrayLike<number>, targets: ArrayLike<number>): NumberMetrics {
  const n = targets.length;
  // Differences of a constant are exactly 0, as in columnStatistics, which would make this a fifteenth larger.
  const center = targets[0] + sum(Array.from(targets, (y) => y - targets[0])) / n;
  const errors = Array.from(targets, (y, i) => predictions[i] - y);
  const deviations = Array.from(targets, (y) => center - y);
  const [squares, spread] = [errors, deviations].map((list) => sum(list.map((x) => x * x)));
  const r2 = spread > 0 ? 1 - squares / spread : squares === 0 ? 1 : 0;
  return {
    rmse: Math.sqrt(squares / n),
    mae: sum(errors.map(Math.abs)) / n,
    r2,
    baseline: { rmse: Math.sqrt(spread / n), mae: sum(deviations.map(Math.abs)) / n },
  };
}

function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

/** The sum of each column of a square matrix. */
function columnSums(rows: readonly (readonly number[])[]): Float64Array {
  const sums = new Float64Array(rows.length);
  for (const row of rows) for (const [k, value] of row.entries()) sums[k] += value;
  return sums;
}

const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);
