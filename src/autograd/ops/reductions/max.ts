import { NdArray } from "../../../array/ndArray.ts";
import { extremeGradient } from "../../../kernels/extremeGradient.ts";
import { maxAxis } from "../../../kernels/maxAxis.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { middleOf, needElements } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { keepsDims, type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";

/**
 * y = max x over the given axes (all if none is given)          ∂y/∂x = 1 / ties where x = y, else 0
 *
 * Sharing among ties is one of many subgradients. PyTorch's amax uses the same one.
 * NaN counts as the maximum and gets the gradient. Throws if x is empty.
 *
 * @gradcheck max(randn(3, 4))
 * @gradcheck max(randn(2, 3, 4), 1)
 * @gradcheck max(randn(2, 3, 4), [0, 2], { keepDims: true })
 */
export function max(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("max", "the input", x);
  const keepDims = keepsDims("max", options);
  const along = positions("max", x.shape, axes);
  const middle = middleOf(x, along);
  needElements("max", x.shape, middle);
  const { values, outer, length, inner, restore } = middle;
  const y = maxAxis(values, outer, length, inner);
  return record("max", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => restore(extremeGradient(values, y, dy, outer, length, inner)),
  ]);
}
