/** @file Pooling by maxima on plain arrays. */
import type { Pool2dGeometry } from "../../../kernels/geometry.ts";
import { maxPool2d as poolMaxima, maxPool2dGradient as returnToMaxima } from "../../../kernels/reference/pool2d.ts";

/** y = the largest element of each window, argmax where it is in x */
export function maxPool2d(x: Float32Array, sizes: Omit<Pool2dGeometry, "batch">) {
  const batch = x.length / (sizes.channels * sizes.inHeight * sizes.inWidth);
  const y = new Float32Array(batch * sizes.channels * sizes.outHeight * sizes.outWidth);
  const argmax = new Int32Array(y.length);
  poolMaxima(x, y, argmax, { ...sizes, batch });
  return { y, argmax };
}

/** ∂L/∂x = Σ ∂L/∂y of the windows whose maximum x was */
export function maxPool2dGradient(dy: Float32Array, argmax: Int32Array, length: number): Float32Array {
  const dx = new Float32Array(length);
  returnToMaxima(dy, argmax, dx);
  return dx;
}
