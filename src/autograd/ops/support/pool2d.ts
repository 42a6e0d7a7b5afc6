/** @file Pooling: one number for each window of a plane.  [batch, channels, height, width] → the same, smaller. */

import type { Shape } from "../../../array/shape.ts";
import type { Pair, Pool2dGeometry } from "../../../kernels/geometry.ts";

export interface PoolingOptions {
  /** Distance between windows: an integer >= 1, or [vertical, horizontal]. Default: the kernel size. */
  stride?: Pair;
  /** Rows and columns added on each side, −∞ for a maximum and 0 for an average: an integer >= 0. Default: 0. */
  padding?: Pair;
}

export interface AvgPoolingOptions extends PoolingOptions {
  /** True to count the padding as members of the window, as PyTorch does. Default: true. */
  countPadding?: boolean;
}

export const outShape = ({ batch, channels, outHeight, outWidth }: Pool2dGeometry): Shape => [
  batch,
  channels,
  outHeight,
  outWidth,
];
