import { makeRoom, makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import type { Pair } from "../../../kernels/geometry.ts";
import { pool2dGeometry } from "../../../kernels/geometry.ts";
import { maxPool2d as maxPool2dKernel } from "../../../kernels/maxPool2d.ts";
import { maxPool2dGradient } from "../../../kernels/maxPool2dGradient.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { outShape, type PoolingOptions } from "../support/pool2d.ts";

/**
 * y = the largest element of each window          ∂y/∂x = 1 there (the first of equals), else 0
 *
 * Throws if x does not have four axes or a window does not fit.
 *
 * @gradcheck maxPool2d(randn(2, 2, 4, 6), 2)
 * @gradcheck maxPool2d(randn(1, 1, 5, 5), 3, { stride: 2, padding: 1 })
 * @gradcheck maxPool2d(randn(1, 2, 4, 5), [2, 3], { stride: 1 })
 */
export function maxPool2d(x: Tensor, kernelSize: Pair, options: PoolingOptions = {}): Tensor {
  needTensor("maxPool2d", "the input", x);
  checkOptions("maxPool2d", options, ["stride", "padding"]);
  const geometry = pool2dGeometry("maxPool2d", x.shape, { kernelSize, ...options });
  const shape = outShape(geometry);
  const y = new NdArray(makeZeros(x.data, shape[0] * shape[1] * shape[2] * shape[3]), shape);
  const argmax = new Int32Array(y.size);
  maxPool2dKernel(x.data, y.data, argmax, geometry);
  return record("maxPool2d", y, [
    x,
    (dy) => {
      const dx = makeRoom(dy.data, x.size);
      maxPool2dGradient(dy.data, argmax, dx, geometry);
      return new NdArray(dx, x.shape);
    },
  ]);
}
