import { showShape } from "../array/shape.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { argmax } from "./argmax.ts";

/**
 * The share of rows whose largest logit, the first of equals, is the label's: in [0, 1].
 *
 * Shapes: logits: [batch, classes]   labels: [batch]
 * Throws if there are no rows, or not one label for each.
 *
 * @example accuracy(tensor([[2, 1], [0, 3]]), [0, 0]) // 0.5
 */
export function accuracy(logits: Tensor, labels: ArrayLike<number>): number {
  const [batch] = logits.shape;
  if (logits.shape.length !== 2 || batch === 0 || labels.length !== batch) {
    throw new RangeError(
      `accuracy: logits ${showShape(logits.shape)} and ${labels.length} labels; it needs [batch, classes] and a label per row`,
    );
  }
  return argmax(logits).filter((found, row) => found === labels[row]).length / batch;
}
