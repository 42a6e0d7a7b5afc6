import { sigmoid as code } from "../../../generated/wasm/sigmoid.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = σ(x) = 1 / (1 + e⁻ˣ)          y′ = y (1 − y)
 *
 * For very negative x the exponential overflows to Infinity, and 1 / Infinity is the 0 that is wanted.
 *
 * @gradcheck sigmoid(randn(5))
 */
export const sigmoid = (input: Tensor): Tensor =>
  unary(
    "sigmoid",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = 1 / (1 + Math.exp(-x[i]));
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "y" };
