import { describeValue } from "../check/describeValue.ts";

/**
 * Counts examples by their class and the class predicted: entry [i][j] are those of class i predicted as j.
 *
 * labels, predictions: [n] whole numbers below `classes`   →   [classes][classes]
 * Throws RangeError for other numbers, and if the lengths differ.
 *
 * @example confusionMatrix([0, 0, 1, 1], [0, 1, 1, 1], 2) // [[1, 1], [0, 2]]
 */
export function confusionMatrix(
  labels: ArrayLike<number>,
  predictions: ArrayLike<number>,
  classes: number,
): number[][] {
  if (labels.length !== predictions.length)
    throw new RangeError(
      `confusionMatrix: each label needs a prediction, got ${labels.length} labels and ${predictions.length} predictions`,
    );
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  for (let n = 0; n < labels.length; n++) {
    for (const value of [labels[n], predictions[n]])
      if (!(Number.isInteger(value) && value >= 0 && value < classes))
        throw new RangeError(
          `confusionMatrix: classes must be integers from 0 to ${classes - 1}, got ${describeValue(value)}`,
        );
    counts[labels[n]][predictions[n]]++;
  }
  return counts;
}
