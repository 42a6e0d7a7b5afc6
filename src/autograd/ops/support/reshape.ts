/** @file The same elements in the same order under another shape. Nothing is computed, so nothing is lost backward. */

import type { Shape } from "../../../array/shape.ts";
import { reshape as reshaped } from "../../../array/views.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";

export const recordReshape = (op: string, x: Tensor, shape: Shape): Tensor =>
  record(op, reshaped(x, shape), [x, (dy) => reshaped(dy, x.shape)]).viewOf(x);
