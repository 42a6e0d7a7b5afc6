import { showShape } from "../array/shape.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { argmax } from "./argmax.ts";

/**
 * Returns the share of rows whose largest logit is the label's, in [0, 1]. The first of equal logits counts.
 *
 * Shapes: logits: [batch, classes]   labels: [batch]
 * Throws unless the batch has at least one row and exactly one label per row.
 *
 * @example accuracy(tensor([[2, 1], [0, 3]]), [0, 0]) // 0.5
 */
export function accuracy(logits: Tensor, labels: ArrayLike<number>): number {
  const [batch] = logits.shape;
  if (logits.shape.length !== 2 || batch === 0 || labels.length !== batch) {
    throw new RangeError(
      `accuracy: logits must be [batch, classes] with a label per row, got ${showShape(logits.shape)} and ${labels.length} labels`,
    );
  }
  return argmax(logits).filter((found, row) => found === labels[row]).length / batch;
}
