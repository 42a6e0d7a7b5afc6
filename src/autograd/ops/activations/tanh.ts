import { tanh as code } from "../../../generated/wasm/tanh.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = tanh x          y′ = 1 − y²
 *
 * @gradcheck tanh(randn(5))
 */
export const tanh = (input: Tensor): Tensor =>
  unary(
    "tanh",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.tanh(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "y" };
