import { NdArray } from "../../../array/ndArray.ts";
import { softmax as softmaxKernel } from "../../../kernels/softmax.ts";
import { softmaxGradient } from "../../../kernels/softmaxGradient.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { middleOf } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";

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
  const y = softmaxKernel(values, outer, length, inner);
  return record("softmax", new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => new NdArray(softmaxGradient(y, dy, outer, length, inner), x.shape),
  ]);
}
