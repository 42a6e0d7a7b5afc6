/** @file The kernels in WebAssembly where there is one and it applies, the plain loops elsewhere. */
import type { Kernels } from "../kernels.ts";
import { reference } from "../reference.ts";
import { conv2d, conv2dInputGradient, conv2dWeightGradient } from "./conv2d.ts";
import { gemm } from "./gemm.ts";

export const fast: Readonly<Kernels> = {
  ...reference,
  gemm(a, b, c, shape) {
    if (!gemm(a, b, c, shape)) reference.gemm(a, b, c, shape);
  },
  conv2d(x, weight, y, geometry) {
    if (!conv2d(x, weight, y, geometry)) reference.conv2d(x, weight, y, geometry);
  },
  conv2dInputGradient(dy, weight, dx, geometry) {
    if (!conv2dInputGradient(dy, weight, dx, geometry)) reference.conv2dInputGradient(dy, weight, dx, geometry);
  },
  conv2dWeightGradient(x, dy, dWeight, geometry) {
    if (!conv2dWeightGradient(x, dy, dWeight, geometry)) reference.conv2dWeightGradient(x, dy, dWeight, geometry);
  },
};
