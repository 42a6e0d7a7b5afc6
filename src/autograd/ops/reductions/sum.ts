import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { middleOf } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { keepsDims, type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";
import { spread } from "../support/spread.ts";

/**
 * y = Σ x over the given axes (all if none is given)          ∂y/∂x = 1
 *
 * Accumulated in f64. The sum of no elements is 0.
 *
 * @gradcheck sum(randn(3, 4))
 * @gradcheck sum(randn(2, 3, 4), 1)
 * @gradcheck sum(randn(2, 3, 4), [0, -1], { keepDims: true })
 * @example sum(tensor([[1, 2], [3, 4]]), 0).data // [4, 6]
 */
export function sum(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("sum", "the input", x);
  const keepDims = keepsDims("sum", options);
  const along = positions("sum", x.shape, axes);
  const middle = middleOf(x, along);
  const { values, outer, length, inner } = middle;
  const y = makeZeros(values, outer * inner);
  sumAxis(values, y, outer, length, inner);
  return record("sum", new NdArray(y, reducedShape(x.shape, along, keepDims)), [x, (dy) => spread(middle, dy.data)]);
}
