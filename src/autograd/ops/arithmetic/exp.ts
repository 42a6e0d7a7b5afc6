import { exp as code } from "../../../generated/wasm/exp.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = eˣ          y′ = y
 *
 * @gradcheck exp(randn(5))
 */
export const exp = (input: Tensor): Tensor =>
  unary(
    "exp",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.exp(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i];
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "y" };
