import { NdArray } from "../../../array/ndArray.ts";
import { extremeGradient } from "../../../kernels/extremeGradient.ts";
import { minAxis } from "../../../kernels/minAxis.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { middleOf, needElements } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { keepsDims, type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";

/**
 * y = min x over the given axes (all if none is given)          ∂y/∂x = 1 / ties where x = y, else 0
 *
 * NaN counts as the minimum and gets the gradient. Throws if x is empty.
 *
 * @gradcheck min(randn(3, 4))
 * @gradcheck min(randn(2, 3, 4), 1)
 * @gradcheck min(randn(2, 3, 4), [0, 2], { keepDims: true })
 */
export function min(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("min", "the input", x);
  const keepDims = keepsDims("min", options);
  const along = positions("min", x.shape, axes);
  const middle = middleOf(x, along);
  needElements("min", x.shape, middle);
  const { values, outer, length, inner, restore } = middle;
  const y = minAxis(values, outer, length, inner);
  return record("min", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => restore(extremeGradient(values, y, dy, outer, length, inner)),
  ]);
}
