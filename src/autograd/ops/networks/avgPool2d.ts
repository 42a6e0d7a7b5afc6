import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { avgPool2d as avgPool2dKernel } from "../../../kernels/avgPool2d.ts";
import { avgPool2dGradient } from "../../../kernels/avgPool2dGradient.ts";
import type { Pair } from "../../../kernels/geometry.ts";
import { pool2dGeometry } from "../../../kernels/geometry.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { type AvgPoolingOptions, outShape } from "../support/pool2d.ts";

/**
 * y = the mean of each window          ∂y/∂x = 1 / members of the window
 *
 * Throws if x does not have four axes or a window does not fit.
 *
 * @gradcheck avgPool2d(randn(2, 2, 4, 6), 2)
 * @gradcheck avgPool2d(randn(1, 1, 5, 5), 3, { stride: 2, padding: 1 })
 * @gradcheck avgPool2d(randn(1, 1, 5, 5), 3, { stride: 2, padding: 1, countPadding: false })
 */
export function avgPool2d(x: Tensor, kernelSize: Pair, options: AvgPoolingOptions = {}): Tensor {
  needTensor("avgPool2d", "the input", x);
  checkOptions("avgPool2d", options, ["stride", "padding", "countPadding"]);
  const geometry = pool2dGeometry("avgPool2d", x.shape, { kernelSize, ...options });
  const shape = outShape(geometry);
  const y = new NdArray(makeZeros(x.data, shape[0] * shape[1] * shape[2] * shape[3]), shape);
  avgPool2dKernel(x.data, y.data, geometry);
  return record("avgPool2d", y, [
    x,
    (dy) => {
      const dx = makeZeros(dy.data, x.size);
      avgPool2dGradient(dy.data, dx, geometry);
      return new NdArray(dx, x.shape);
    },
  ]);
}
