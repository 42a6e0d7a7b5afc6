import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { middleOf } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * yᵢ = xᵢ − ln Σⱼ e^xⱼ along one axis, the last unless given          ∂L/∂x = ∂L/∂y − e^y Σⱼ ∂L/∂yⱼ
 *
 * @gradcheck logSoftmax(randn(3, 4))
 * @gradcheck logSoftmax(randn(2, 3, 4), 0)
 */
export function logSoftmax(x: Tensor, axis = -1): Tensor {
  needTensor("logSoftmax", "the input", x);
  const { values, outer, length, inner } = middleOf(x, [position("logSoftmax", x.shape, axis)]);
  const y = makeZeros(values);
  for (let at = 0; at < outer * inner; at++) {
    const start = Math.floor(at / inner) * length * inner + (at % inner);
    logSoftmaxAt(values, y, start, start + length * inner, inner);
  }
  return record("logSoftmax", new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => {
      const dx = makeZeros(values);
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
