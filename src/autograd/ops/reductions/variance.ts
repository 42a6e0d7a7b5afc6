import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { showShape } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { channelMap } from "../../../kernels/channelMap.ts";
import { channelSums } from "../../../kernels/channelSums.ts";
import { channelMoments, firstOfChannels } from "../../../kernels/reference/channels.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { type Middle, middleOf, movedLast } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";

export interface VarianceOptions extends ReduceOptions {
  /** Subtracted from the number of elements: 1 for a sample's unbiased estimate (the default), 0 for a population. */
  correction?: number;
}

/**
 * y = Σ (x − μ)² / (n − correction)     μ = Σ x / n          ∂y/∂x = 2 (x − μ) / (n − correction)
 *
 * Over the given axes (all if none is given), n elements in each sum. In f64, from the distances to
 * the first number, so that the squares of nearly equal numbers do not cancel. Throws if n − correction is not above 0.
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
  const { values, outer, length, inner, restore } = rowsOrColumns(x, along);
  const divisor = length - correction;
  if (!(divisor > 0) && outer * inner > 0) {
    throw new RangeError(
      `variance: correction ${correction} needs more elements than that in each sum, got ${length} in ${showShape(x.shape)}`,
    );
  }
  const planes = inner === 1 ? { channels: outer, inner: length } : { channels: inner, inner: 1 };
  const first = firstOfChannels(values, planes);
  const moments = channelMoments(channelSums(values, null, first, planes), first, length);
  const y = makeZeros(values, outer * inner);
  for (let c = 0; c < y.length; c++) y[c] = (moments.variance[c] * length) / divisor;
  return record("variance", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => {
      const slope = new Float64Array(planes.channels);
      for (let c = 0; c < slope.length; c++) slope[c] = (2 * dy[c]) / divisor;
      const map = { center: moments.mean, slope, shift: new Float64Array(planes.channels) };
      return restore(channelMap(values, null, map, planes));
    },
  ]);
}

/** Axes in the middle of others are moved last, so that each sum is over a row or a column. */
function rowsOrColumns(x: Tensor, axes: readonly number[]): Middle {
  const middle = middleOf(x, axes);
  return middle.outer > 1 && middle.inner > 1 ? movedLast(x, axes) : middle;
}
