import { showShape } from "../array/shape.ts";
import type { Tensor } from "../autograd/tensor.ts";

/**
 * Returns the class of each row: the index of its largest number, the first of equals.
 *
 * x: [batch, classes]   →   batch whole numbers below `classes`. Throws unless x has these two axes and a class.
 *
 * @example argmax(tensor([[2, 1], [0, 3]])) // [0, 1]
 */
export function argmax(x: Tensor): Int32Array {
  const [batch, classes] = x.shape;
  if (x.shape.length !== 2 || classes === 0)
    throw new RangeError(`argmax: x must be [batch, classes] with at least 1 class, got ${showShape(x.shape)}`);
  return Int32Array.from({ length: batch }, (_, row) => {
    let best = row * classes;
    for (let k = best; k < (row + 1) * classes; k++) if (x.data[k] > x.data[best]) best = k;
    return best - row * classes;
  });
}
