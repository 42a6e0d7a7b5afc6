/** @file The same elements in the same order under another shape. Nothing is computed, so nothing is lost backward. */

import { copyView } from "../../../array/copyView.ts";
import type { Floats } from "../../../array/floats.ts";
import { makeRoom } from "../../../array/makeZeros.ts";
import type { NdArray } from "../../../array/ndArray.ts";
import type { Shape } from "../../../array/shape.ts";
import { makeView } from "../../../array/view.ts";
import { reshape as reshaped } from "../../../array/views.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";

export const recordReshape = (op: string, x: Tensor, shape: Shape): Tensor =>
  record(op, reshaped(x, shape), [x, (dy) => reshaped(dy, x.shape, copyOf)]).viewOf(x);

/** A copy of a gradient that is a view, in the memory of a former gradient. `dy.data` would be a new array. */
function copyOf(dy: NdArray): Floats {
  if (!dy.isView) return dy.data;
  const dx = makeRoom(dy.view.data, dy.size);
  if (dy.size > 0) copyView(makeView(dx, dy.shape), dy.view);
  return dx;
}
