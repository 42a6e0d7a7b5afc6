import { NdArray } from "../../../array/ndArray.ts";
import { lineStart } from "../../../kernels/lineStart.ts";
import { logSumExp as logSumExpKernel } from "../../../kernels/logSumExp.ts";
import { softmax } from "../../../kernels/softmax.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Axes, positions } from "../support/axes.ts";
import { middleOf } from "../support/middle.ts";
import { needTensor } from "../support/needTensor.ts";
import { keepsDims, type ReduceOptions, reducedShape } from "../support/reduceOptions.ts";

/**
 * y = ln Σ eˣ over the given axes (all if none is given)          ∂y/∂x = softmax x
 *
 * A smooth maximum. Of no elements, or of −Infinity only, it is −Infinity, with gradient 0 (in PyTorch NaN).
 * Of an Infinity it is Infinity. The gradient is then NaN at the Infinity and 0 at every number, as in PyTorch.
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
  const y = logSumExpKernel(values, outer, length, inner);
  return record("logSumExp", new NdArray(y, reducedShape(x.shape, along, keepDims)), [
    x,
    ({ data: dy }) => {
      const dx = softmax(values, outer, length, inner, dy);
      for (let at = 0; at < y.length; at++) {
        if (Number.isFinite(y[at])) continue;
        const start = lineStart(at, length, inner);
        for (let k = start; k < start + length * inner; k += inner)
          dx[k] = y[at] === -Infinity ? 0 : dy[at] * Math.exp(values[k] - y[at]);
      }
      return restore(dx);
    },
  ]);
}
