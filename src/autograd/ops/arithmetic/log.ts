import { log as code } from "../../../generated/wasm/log.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = ln x          y′ = 1 / x
 *
 * @gradcheck log(uniform(0.5, 2, 5))
 */
export const log = (input: Tensor): Tensor =>
  unary(
    "log",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.log(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] / x[i];
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "x" };
