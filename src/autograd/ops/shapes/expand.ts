import { checkShape, type Shape } from "../../../array/shape.ts";
import { expand as expanded } from "../../../array/views.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { unbroadcast } from "../support/unbroadcast.ts";

/**
 * Repeats x along axes of size 1 and along new leading axes, to a given shape.
 *
 * @gradcheck expand(randn(3, 1), [2, 3, 4])
 */
export function expand(x: Tensor, shape: Shape): Tensor {
  needTensor("expand", "the input", x);
  checkShape("expand", shape);
  return record("expand", expanded(x, shape), [x, (dy) => unbroadcast(dy, x.shape)]).viewOf(x);
}
