import { showShape } from "../../../array/shape.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { needTensor } from "../support/needTensor.ts";
import { recordReshape } from "../support/reshape.ts";

/**
 * Without the given axes, which need size 1; without all axes of size 1 if none is given.
 *
 * @gradcheck squeeze(randn(1, 3, 1))
 * @gradcheck squeeze(randn(1, 3, 1), -1)
 */
export function squeeze(x: Tensor, axes?: Axes): Tensor {
  needTensor("squeeze", "the input", x);
  const gone = positions("squeeze", x.shape, axes).filter((axis) => axes !== undefined || x.shape[axis] === 1);
  for (const axis of gone) {
    if (x.shape[axis] !== 1) {
      throw new RangeError(`squeeze: axis ${axis} must have size 1, got ${x.shape[axis]} in ${showShape(x.shape)}`);
    }
  }
  return recordReshape(
    "squeeze",
    x,
    x.shape.filter((_, axis) => !gone.includes(axis)),
  );
}
