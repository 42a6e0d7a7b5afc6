/** @file The kernels in WebAssembly where there is one and it applies, the plain loops elsewhere. */
import type { Kernels } from "../kernels.ts";
import { reference } from "../reference.ts";
import { gemm } from "./gemm.ts";

export const fast: Readonly<Kernels> = {
  ...reference,
  gemm(a, b, c, shape) {
    if (!gemm(a, b, c, shape)) reference.gemm(a, b, c, shape);
  },
};
