import type { Tensor } from "../autograd/tensor.ts";
import { showShape } from "../kernels/array.ts";

/**
 * The share of rows whose largest logit, the first of equals, is the label's: in [0, 1].
 *
 * Shapes: logits: [batch, classes]   labels: [batch]
 * Throws if there are no rows, or not one label for each.
 *
 * @example accuracy(tensor([[2, 1], [0, 3]]), [0, 0]) // 0.5
 */
export function accuracy(logits: Tensor, labels: ArrayLike<number>): number {
  const [batch, classes] = logits.shape;
  if (logits.shape.length !== 2 || batch === 0 || labels.length !== batch) {
    throw new RangeError(
      `accuracy: logits ${showShape(logits.shape)} and ${labels.length} labels; it needs [batch, classes] and a label per row`,
    );
  }
  let right = 0;
  for (let row = 0; row < batch; row++) {
    let best = 0;
    for (let j = 1; j < classes; j++) {
      if (logits.data[row * classes + j] > logits.data[row * classes + best]) best = j;
    }
    if (best === labels[row]) right++;
  }
  return right / batch;
}
