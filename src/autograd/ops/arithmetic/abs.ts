import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = |x|          y′ = sign x, and 0 at x = 0
 *
 * @gradcheck abs(add(uniform(0.5, 2, 3), tensor([0, -3, -4])))
 */
export const abs = (input: Tensor): Tensor =>
  unary(
    "abs",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.abs(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * Math.sign(x[i]);
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: true, forward: 0, backward: 1, reads: "x" };
