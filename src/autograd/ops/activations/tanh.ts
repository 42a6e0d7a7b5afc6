import { tanh as tanhKernel } from "../../../kernels/tanh.ts";
import type { Tensor } from "../../tensor.ts";
import { unary } from "../support/unary.ts";

/**
 * y = tanh x          y′ = 1 − y²
 *
 * @gradcheck tanh(randn(5))
 */
export const tanh = (input: Tensor): Tensor =>
  unary("tanh", input, tanhKernel, (_x, y, dy, dx) => {
    for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
  });
