/** @file A convolution on plain arrays. */
import type { Conv2dGeometry } from "../../../kernels/geometry.ts";
import {
  conv2d as convolve,
  conv2dInputGradient as convolveInputGradient,
  conv2dWeightGradient as convolveWeightGradient,
} from "../../../kernels/reference/conv2d.ts";
import { sumAxis } from "../../../kernels/reference/reduce.ts";

type Sizes = Omit<Conv2dGeometry, "batch">;

/**
 * y[n,o,i,j] = b[o] + Σ weight[o,c,p,q] · x[n, c, i·stride + p·dilation − padding, j·stride + q·dilation − padding]
 *
 * Outside the image x is 0.
 */
export function conv2d(x: Float32Array, weight: Float32Array, bias: Float32Array | null, sizes: Sizes): Float32Array {
  const batch = x.length / (sizes.inChannels * sizes.inHeight * sizes.inWidth);
  const y = new Float32Array(batch * sizes.outChannels * sizes.outHeight * sizes.outWidth);
  convolve(x, weight, y, { ...sizes, batch }, bias);
  return y;
}

/** ∂L/∂x = Σ weight · ∂L/∂y over the outputs that an input has a part in */
export function conv2dInputGradient(dy: Float32Array, weight: Float32Array, sizes: Sizes): Float32Array {
  const batch = dy.length / (sizes.outChannels * sizes.outHeight * sizes.outWidth);
  const dx = new Float32Array(batch * sizes.inChannels * sizes.inHeight * sizes.inWidth);
  convolveInputGradient(dy, weight, dx, { ...sizes, batch });
  return dx;
}

/** ∂L/∂weight = Σ x · ∂L/∂y over the places where the kernel lay */
export function conv2dWeightGradient(dy: Float32Array, x: Float32Array, sizes: Sizes): Float32Array {
  const batch = dy.length / (sizes.outChannels * sizes.outHeight * sizes.outWidth);
  const { outChannels, inChannels, groups, kernelHeight, kernelWidth } = sizes;
  const dWeight = new Float32Array(outChannels * (inChannels / groups) * kernelHeight * kernelWidth);
  convolveWeightGradient(x, dy, dWeight, { ...sizes, batch });
  return dWeight;
}

/** ∂L/∂b[o] = Σ ∂L/∂y over batch, height and width */
export function conv2dBiasGradient(dy: Float32Array, { outChannels, outHeight, outWidth }: Sizes): Float32Array {
  const planes = new Float64Array(dy.length / (outHeight * outWidth));
  sumAxis(dy, planes, planes.length, outHeight * outWidth, 1);
  const dBias = new Float32Array(outChannels);
  sumAxis(planes, dBias, 1, planes.length / outChannels, outChannels);
  return dBias;
}
