/** @file Pooling by means on plain arrays. */
import type { Pool2dGeometry } from "../../../kernels/geometry.ts";
import { avgPool2d as poolMeans, avgPool2dGradient as spreadMeans } from "../../../kernels/reference/pool2d.ts";

type Sizes = Omit<Pool2dGeometry, "batch">;

/** y = the mean of each window */
export function avgPool2d(x: Float32Array, sizes: Sizes): Float32Array {
  const batch = x.length / (sizes.channels * sizes.inHeight * sizes.inWidth);
  const y = new Float32Array(batch * sizes.channels * sizes.outHeight * sizes.outWidth);
  poolMeans(x, y, { ...sizes, batch });
  return y;
}

/** ∂L/∂x = Σ ∂L/∂y / members of the windows that x is in */
export function avgPool2dGradient(dy: Float32Array, sizes: Sizes): Float32Array {
  const batch = dy.length / (sizes.channels * sizes.outHeight * sizes.outWidth);
  const dx = new Float32Array(batch * sizes.channels * sizes.inHeight * sizes.inWidth);
  spreadMeans(dy, dx, { ...sizes, batch });
  return dx;
}
