import { relu as code } from "../../../generated/wasm/relu.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = max(x, 0)          y′ = 0 for x ≤ 0, else 1
 *
 * Rectified linear unit — Nair & Hinton, ICML 2010. At x = 0, where no derivative exists, y′ = 0.
 * NaN stays NaN and passes the gradient on, as in PyTorch.
 *
 * @gradcheck relu(randn(8))
 */
export const relu = (input: Tensor): Tensor =>
  unary(
    "relu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.max(x[i], 0);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] <= 0 ? 0 : dy[i];
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: true, forward: 0, backward: 1, reads: "x" };
