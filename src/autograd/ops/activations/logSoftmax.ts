import { NdArray } from "../../../array/ndArray.ts";
import { logSoftmax as logSoftmaxKernel } from "../../../kernels/logSoftmax.ts";
import { logSoftmaxGradient } from "../../../kernels/logSoftmaxGradient.ts";
import { record } from "../../support/record.ts";
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
  const y = logSoftmaxKernel(values, outer, length, inner);
  return record("logSoftmax", new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => new NdArray(logSoftmaxGradient(y, dy, outer, length, inner), x.shape),
  ]);
}
