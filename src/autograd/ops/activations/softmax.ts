import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { softmax as softmaxKernel } from "../../../kernels/softmax.ts";
import { record } from "../../record.ts";
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
  const y = makeZeros(values);
  softmaxKernel(values, y, outer, length, inner);
  return record("softmax", new NdArray(y, x.shape), [
    x,
    ({ data: dy }) => {
      const dx = makeZeros(values);
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
