import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { type Middle, middleOf } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";

export interface VarianceOptions extends ReduceOptions {
  /** Subtracted from the number of elements: 1 for a sample's unbiased estimate (the default), 0 for a population. */
  correction?: number;
}

/**
 * y = Σ (x − μ)² / (n − correction)     μ = Σ x / n          ∂y/∂x = 2 (x − μ) / (n − correction)
 *
 * Over the given axes (all if none is given), n elements in each sum. Two passes in f64: the mean first, so that the
 * squares of nearly equal numbers do not cancel. Throws if n − correction is not above 0.
 *
 * @gradcheck variance(randn(3, 4))
 * @gradcheck variance(randn(2, 3, 4), 1, { correction: 0 })
 * @gradcheck variance(randn(2, 3, 4), [0, -1], { keepDims: true })
 */
export function variance(x: Tensor, axes?: Axes, options: VarianceOptions = {}): Tensor {
  needTensor("variance", "the input", x);
  checkOptions("variance", options, ["keepDims", "correction"]);
  const { keepDims = false, correction = 1 } = options;
  const along = positions("variance", x.shape, axes);
  const middle = middleOf(x, along);
  const { values, outer, length, inner } = middle;
  const divisor = length - correction;
  if (!(divisor > 0) && outer * inner > 0) {
    throw new RangeError(
      `variance: correction ${correction} needs more elements than that in each sum, got ${length} in ${showShape(x.shape)}`,
    );
  }
  const means = meansOf(middle);
  const y = makeZeros(values, outer * inner);
  for (let at = 0; at < y.length; at++) {
    const start = Math.floor(at / inner) * length * inner + (at % inner);
    let squares = 0;
    for (let j = 0; j < length; j++) squares += (values[start + j * inner] - means[at]) ** 2;
    y[at] = squares / divisor;
  }
  return record("variance", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => {
      const dx = makeZeros(values);
      for (let k = 0; k < dx.length; k++) {
        const at = Math.floor(k / (length * inner)) * inner + (k % inner);
        dx[k] = (dy[at] * 2 * (values[k] - means[at])) / divisor;
      }
      return middle.restore(dx);
    },
  ]);
}

function meansOf({ values, outer, length, inner }: Middle): Float64Array {
  const means = new Float64Array(outer * inner);
  for (let at = 0; at < means.length; at++) {
    const start = Math.floor(at / inner) * length * inner + (at % inner);
    for (let j = 0; j < length; j++) means[at] += values[start + j * inner];
    means[at] /= length;
  }
  return means;
}
