import type { IdxArray } from "../idxArray.ts";

/** EMNIST has 62 classes, larger collections a few thousand. A larger label is another kind of number. */
const mostClasses = 2 ** 16;

/**
 * Returns the number of classes of labels 0, 1, …: at least the ten of MNIST, which a part of it may not all show.
 */
export function classCount(...labels: readonly IdxArray[]): number {
  let largest = 9;
  for (const { values } of labels) for (const label of values) if (label > largest) largest = label;
  return Math.min(mostClasses, Math.ceil(largest) + 1);
}
