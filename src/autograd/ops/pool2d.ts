/** @file Pooling: one number for each window of a plane.  [batch, channels, height, width] → the same, smaller. */
import { NdArray, type Shape, zerosLike } from "../../kernels/array.ts";
import { kernels, type Pair, type Pool2dGeometry, pool2dGeometry } from "../../kernels/index.ts";
import { checkOptions } from "../../kernels/options.ts";
import { record, type Tensor } from "../tensor.ts";
import { needTensor } from "./needTensor.ts";

export interface PoolingOptions {
  /** The distance between windows, or [vertical, horizontal]; the kernel size unless given. */
  stride?: Pair;
  /** Rows and columns added on each side: −∞ for a maximum, 0 for an average. */
  padding?: Pair;
}

export interface AvgPoolingOptions extends PoolingOptions {
  /** Whether an average counts the padding as members of the window (the default, as in PyTorch). */
  countPadding?: boolean;
}

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
  const y = new NdArray(zerosLike(x.data, shape[0] * shape[1] * shape[2] * shape[3]), shape);
  const argmax = new Int32Array(y.size);
  kernels.maxPool2d(x.data, y.data, argmax, geometry);
  return record("maxPool2d", y, [
    x,
    (dy) => {
      const dx = zerosLike(dy.data, x.size);
      kernels.maxPool2dGradient(dy.data, argmax, dx, geometry);
      return new NdArray(dx, x.shape);
    },
  ]);
}

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
  const y = new NdArray(zerosLike(x.data, shape[0] * shape[1] * shape[2] * shape[3]), shape);
  kernels.avgPool2d(x.data, y.data, geometry);
  return record("avgPool2d", y, [
    x,
    (dy) => {
      const dx = zerosLike(dy.data, x.size);
      kernels.avgPool2dGradient(dy.data, dx, geometry);
      return new NdArray(dx, x.shape);
    },
  ]);
}

const outShape = ({ batch, channels, outHeight, outWidth }: Pool2dGeometry): Shape => [
  batch,
  channels,
  outHeight,
  outWidth,
];
