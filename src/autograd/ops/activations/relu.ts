import { relu as reluKernel } from "../../../kernels/relu.ts";
import { reluGradient } from "../../../kernels/reluGradient.ts";
import type { Tensor } from "../../tensor.ts";
import { unary } from "../support/unary.ts";

/**
 * y = max(x, 0)          y′ = 0 for x ≤ 0, else 1
 *
 * Rectified linear unit — Nair & Hinton, ICML 2010. At x = 0, where no derivative exists, y′ = 0.
 * NaN stays NaN and passes the gradient on, as in PyTorch.
 *
 * @gradcheck relu(randn(8))
 */
export const relu = (input: Tensor): Tensor =>
  unary("relu", input, reluKernel, (x, _y, dy, dx) => reluGradient(x, dy, dx));
