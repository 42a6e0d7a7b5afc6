import { showShape } from "../array/shape.ts";
import { outOfRange } from "../autograd/ops/support/outOfRange.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { argmax } from "./argmax.ts";

/**
 * Returns the share of rows whose largest logit is the label's, in [0, 1]. The first of equal logits counts.
 *
 * Shapes: logits: [batch, classes]   labels: [batch]
 * Throws unless the batch has at least one row, and each row one label from 0 to classes − 1.
 *
 * @example accuracy(tensor([[2, 1], [0, 3]]), [0, 0]) // 0.5
 */
export function accuracy(logits: Tensor, labels: ArrayLike<number>): number {
  const [batch, classes] = logits.shape;
  if (logits.shape.length !== 2 || batch === 0 || labels.length !== batch) {
    throw new RangeError(
      `accuracy: logits must be [batch, classes] with a label per row, got ${showShape(logits.shape)} and ${labels.length} labels`,
    );
  }
  const found = argmax(logits);
  let right = 0;
  for (let row = 0; row < batch; row++) {
    const label = labels[row];
    if (!Number.isInteger(label) || label < 0 || label >= classes)
      throw new RangeError(`accuracy: every label must be ${outOfRange(classes, label)} in row ${row}`);
    if (found[row] === label) right++;
  }
  return right / batch;
}
