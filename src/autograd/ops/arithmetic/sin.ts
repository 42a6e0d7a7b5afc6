import { waves as code } from "../../../generated/wasm/waves.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = sin x          y′ = cos x
 *
 * @gradcheck sin(randn(5))
 */
export const sin = (input: Tensor): Tensor =>
  unary(
    "sin",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.sin(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * Math.cos(x[i]);
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 2, reads: "x" };
