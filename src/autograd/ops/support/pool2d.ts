/** @file Pooling: one number for each window of a plane.  [batch, channels, height, width] → the same, smaller. */

import type { Shape } from "../../../array/shape.ts";
import type { Pair, Pool2dGeometry } from "../../../kernels/geometry.ts";

export interface PoolingOptions {
  /** The distance between windows, or [vertical, horizontal]; the kernel size unless given. */
  stride?: Pair;
  /** Rows and columns added on each side: −∞ for a maximum, 0 for an average. */
  padding?: Pair;
}

export interface AvgPoolingOptions extends PoolingOptions {
  /** True, the default as in PyTorch: an average counts the padding as members of the window. */
  countPadding?: boolean;
}

export const outShape = ({ batch, channels, outHeight, outWidth }: Pool2dGeometry): Shape => [
  batch,
  channels,
  outHeight,
  outWidth,
];
