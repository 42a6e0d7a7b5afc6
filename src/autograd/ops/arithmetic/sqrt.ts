import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = √x          y′ = 1 / (2 y)
 *
 * @gradcheck sqrt(uniform(0.5, 2, 5))
 */
export const sqrt = (input: Tensor): Tensor =>
  unary(
    "sqrt",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.sqrt(x[i]);
    },
    (_x, y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] / (2 * y[i]);
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: true, forward: 2, backward: 3, reads: "y" };
