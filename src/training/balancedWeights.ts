import type { Dataset } from "../data/dataset.ts";

/**
 * Returns a weight for each class, so that all classes count the same in `crossEntropy({ classWeights })`.
 *
 *     w_k = n / (classes present · n_k)          1 on average over the examples; 0 for a class without examples
 *
 * King and Zeng, "Logistic Regression in Rare Events Data", 2001.
 *
 * @example balancedWeights(dataset("", new Float32Array(4), [4, 1], [0, 0, 0, 1], 2)) // [0.6666666666666666, 2]
 */
export function balancedWeights({ labels, classes }: Dataset): Float64Array {
  const counts = new Float64Array(classes);
  for (const label of labels) counts[label]++;
  const present = counts.filter((count) => count > 0).length;
  return counts.map((count) => (count === 0 ? 0 : labels.length / (present * count)));
}
