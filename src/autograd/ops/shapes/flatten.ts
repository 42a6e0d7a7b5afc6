import { showShape, sizeOf } from "../../../array/shape.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensor } from "../support/needTensor.ts";
import { recordReshape } from "../support/reshape.ts";

/**
 * Merges axes `start` to `end` (inclusive; by default all) into one.
 *
 * @gradcheck flatten(randn(2, 3, 4))
 * @gradcheck flatten(randn(2, 3, 4), 1)
 * @gradcheck flatten(randn(2, 3, 4), 0, 1)
 */
export function flatten(x: Tensor, start = 0, end = -1): Tensor {
  needTensor("flatten", "the input", x);
  if (x.shape.length === 0) return recordReshape("flatten", x, [1]);
  const first = position("flatten", x.shape, start);
  const last = position("flatten", x.shape, end);
  if (first > last) {
    throw new RangeError(
      `flatten: start must not come after end, got axes ${start} to ${end} of ${showShape(x.shape)}`,
    );
  }
  const merged = sizeOf(x.shape.slice(first, last + 1));
  return recordReshape("flatten", x, [...x.shape.slice(0, first), merged, ...x.shape.slice(last + 1)]);
}
