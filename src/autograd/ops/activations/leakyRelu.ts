import { piecewise as code } from "../../../generated/wasm/piecewise.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = x for x > 0, else slope · x          y′ = 1 for x > 0, else slope
 *
 * Maas, Hannun & Ng, "Rectifier Nonlinearities Improve Neural Network Acoustic Models", ICML 2013.
 *
 * @gradcheck leakyRelu(randn(8))
 * @gradcheck leakyRelu(randn(8), 0.3)
 */
export const leakyRelu = (input: Tensor, slope = 0.01): Tensor =>
  unary(
    "leakyRelu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = x[i] > 0 ? x[i] : slope * x[i];
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] > 0 ? dy[i] : slope * dy[i];
    },
    kernels,
    slope,
  );

const kernels: UnaryKernels = { code, sameBits: true, forward: 6, backward: 7, reads: "x" };
