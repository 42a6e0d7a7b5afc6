import { kernels } from "../../../kernels/index.ts";
import type { Tensor } from "../../tensor.ts";
import { unary } from "../support/unary.ts";

/**
 * y = max(x, 0)          y′ = 1 for x > 0, else 0
 *
 * Rectified linear unit — Nair & Hinton, ICML 2010. At x = 0, where no derivative exists, y′ = 0. NaN stays NaN.
 *
 * @gradcheck relu(randn(8))
 */
export const relu = (input: Tensor): Tensor =>
  unary("relu", input, kernels.relu, (x, _y, dy, dx) => kernels.reluGradient(x, dy, dx));
