import { copyBy } from "../../../array/copyView.ts";
import { permute as permuted } from "../../../array/views.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { copyByPlanes } from "../../../kernels/copyByPlanes.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * Reorders axes: axis i of the result is axis order[i] of x.
 *
 * @gradcheck permute(randn(2, 3, 4), [2, 0, 1])
 * @gradcheck permute(randn(2, 3, 4), [0, -1, 1])
 */
export function permute(x: Tensor, order: readonly number[]): Tensor {
  needTensor("permute", "the input", x);
  if (!Array.isArray(order))
    throw new TypeError(`permute: the order must be a list of axes, got ${describeValue(order)}; use [1, 0]`);
  copyBy(copyByPlanes);
  const axes = order.map((axis) => position("permute", x.shape, axis));
  const back = axes.map((_, axis) => axes.indexOf(axis));
  return record("permute", permuted(x, axes), [x, (dy) => permuted(dy, back)]).viewOf(x);
}
