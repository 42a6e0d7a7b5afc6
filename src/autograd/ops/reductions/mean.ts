import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { sumAxis } from "../../../kernels/sumAxis.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { middleOf, needElements } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { keepsDims, type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";
import { spread } from "../support/spread.ts";

/**
 * y = Σ x / n over the given axes (all if none is given), n elements in each sum          ∂y/∂x = 1 / n
 *
 * Throws if n = 0.
 *
 * @gradcheck mean(randn(3, 4))
 * @gradcheck mean(randn(2, 3, 4), -1, { keepDims: true })
 * @gradcheck mean(randn(2, 3, 4), [0, 2])
 */
export function mean(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("mean", "the input", x);
  const keepDims = keepsDims("mean", options);
  const along = positions("mean", x.shape, axes);
  const middle = middleOf(x, along);
  const { values, outer, length, inner } = middle;
  needElements("mean", x.shape, middle);
  const y = makeZeros(values, outer * inner);
  sumAxis(values, y, outer, length, inner);
  for (let i = 0; i < y.length; i++) y[i] /= length;
  return record("mean", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => {
      const share = makeZeros(dy);
      for (let i = 0; i < dy.length; i++) share[i] = dy[i] / length;
      return spread(middle, share);
    },
  ]);
}
