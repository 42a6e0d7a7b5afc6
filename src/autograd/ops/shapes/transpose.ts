import { copyBy } from "../../../array/copyView.ts";
import { permute as permuted } from "../../../array/views.ts";
import { copyByPlanes } from "../../../kernels/copyByPlanes.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * Swaps two axes, the last two unless given. That transposes matrices.
 *
 * @gradcheck transpose(randn(3, 2))
 * @gradcheck transpose(randn(2, 3, 4), 0, -1)
 */
export function transpose(x: Tensor, axisA = -2, axisB = -1): Tensor {
  needTensor("transpose", "the input", x);
  copyBy(copyByPlanes);
  const a = position("transpose", x.shape, axisA);
  const b = position("transpose", x.shape, axisB);
  const axes = x.shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis));
  return record("transpose", permuted(x, axes), [x, (dy) => permuted(dy, axes)]).viewOf(x);
}
