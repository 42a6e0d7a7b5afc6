import { waves as code } from "../../../generated/wasm/waves.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = cos x          y′ = −sin x
 *
 * @gradcheck cos(randn(5))
 */
export const cos = (input: Tensor): Tensor =>
  unary(
    "cos",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.cos(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = -dy[i] * Math.sin(x[i]);
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 1, backward: 3, reads: "x" };
