/** @file Softmax and its relatives, along axes; the largest element is subtracted first, so that nothing overflows. */
import { type Floats, NdArray, zerosLike } from "../../kernels/array.ts";
import { kernels } from "../../kernels/index.ts";
import { record, type Tensor } from "../tensor.ts";
import { type Axes, keepsDims, middleOf, position, positions, type ReduceOptions, reducedShape } from "./axes.ts";
import { needTensor } from "./needTensor.ts";

/**
 * y = ln Σ eˣ over the given axes (all if none is given)          ∂y/∂x = softmax x
 *
 * A smooth maximum. Of no elements, or of −Infinity only, it is −Infinity, with gradient 0.
 *
 * @gradcheck logSumExp(randn(3, 4))
 * @gradcheck logSumExp(randn(2, 3, 4), 1)
 * @gradcheck logSumExp(randn(2, 3, 4), [0, -1], { keepDims: true })
 */
export function logSumExp(x: Tensor, axes?: Axes, options: ReduceOptions = {}): Tensor {
  needTensor("logSumExp", "the input", x);
  const keepDims = keepsDims("logSumExp", options);
  const along = positions("logSumExp", x.shape, axes);
  const { values, outer, length, inner, restore } = middleOf(x, along);
  const y = zerosLike(values, outer * inner);
  kernels.logSumExp(values, y, outer, length, inner);
  return record("logSumExp", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => {
      const dx = zerosLike(values);
      kernels.softmax(values, dx, outer, length, inner);
      for (let k = 0; k < dx.length; k++) {
        const at = Math.floor(k / (length * inner)) * inner + (k % inner);
        dx[k] = y[at] === -Infinity ? 0 : dy[at] * dx[k];
      }
      return restore(dx);
    },
  ]);
}

/**
 * yᵢ = e^xᵢ / Σⱼ e^xⱼ along one axis, the last unless given          ∂L/∂x = y (∂L/∂y − Σⱼ ∂L/∂yⱼ yⱼ)
 *
 * For a loss use `crossEntropy` on the logits: the logarithm of a softmax loses what rounds to 0.
 *
 * @gradcheck softmax(randn(3, 4))
 * @gradcheck softmax(randn(2, 3, 4), 1)
 */
export function softmax(x: Tensor, axis = -1): Tensor {
  needTensor("softmax", "the input", x);
  const { values, outer, length, inner } = middleOf(x, [position("softmax", x.shape, axis)]);
  const y = zerosLike(values);
  kernels.softmax(values, y, outer, length, inner);
  return record("softmax", new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => {
      const dx = zerosLike(values);
      for (let at = 0; at < outer * inner; at++) {
        const start = Math.floor(at / inner) * length * inner + (at % inner);
        const end = start + length * inner;
        let weighted = 0;
        for (let k = start; k < end; k += inner) weighted += dy[k] * y[k];
        for (let k = start; k < end; k += inner) dx[k] = y[k] * (dy[k] - weighted);
      }
      return new NdArray(dx, x.shape);
    },
  ]);
}

/**
 * yᵢ = xᵢ − ln Σⱼ e^xⱼ along one axis, the last unless given          ∂L/∂x = ∂L/∂y − e^y Σⱼ ∂L/∂yⱼ
 *
 * @gradcheck logSoftmax(randn(3, 4))
 * @gradcheck logSoftmax(randn(2, 3, 4), 0)
 */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  needTensor("logSoftmax", "the input", x);
  const { values, outer, length, inner } = middleOf(x, [position("logSoftmax", x.shape, axis)]);
  const y = zerosLike(values);
  for (let at = 0; at < outer * inner; at++) {
    const start = Math.floor(at / inner) * length * inner + (at % inner);
    logSoftmaxAt(values, y, start, start + length * inner, inner);
  }
  return record("logSoftmax", new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => {
      const dx = zerosLike(values);
      for (let at = 0; at < outer * inner; at++) {
        const start = Math.floor(at / inner) * length * inner + (at % inner);
        const end = start + length * inner;
        let all = 0;
        for (let k = start; k < end; k += inner) all += dy[k];
        for (let k = start; k < end; k += inner) dx[k] = dy[k] - Math.exp(y[k]) * all;
      }
      return new NdArray(dx, x.shape);
    },
  ]);
}

/** Not x − logSumExp x: rounding that sum to Float32 would cost every y the digits of the largest x. */
function logSoftmaxAt(x: Floats, y: Floats, start: number, end: number, step: number): void {
  let largest = -Infinity;
  for (let k = start; k < end; k += step) largest = Math.max(largest, x[k]);
  let total = 0;
  for (let k = start; k < end; k += step) total += Math.exp(x[k] - largest);
  const log = Math.log(total);
  for (let k = start; k < end; k += step) y[k] = x[k] - largest - log;
}
