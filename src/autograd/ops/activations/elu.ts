import { elu as code } from "../../../generated/wasm/elu.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = x for x > 0, else α (eˣ − 1)          y′ = 1 for x > 0, else α eˣ
 *
 * Exponential linear unit — Clevert, Unterthiner & Hochreiter, ICLR 2016, equation 15.
 *
 * @gradcheck elu(randn(8))
 * @gradcheck elu(randn(8), 0.7)
 */
export const elu = (input: Tensor, alpha = 1): Tensor =>
  unary(
    "elu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = x[i] > 0 ? x[i] : alpha * Math.expm1(x[i]);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = x[i] > 0 ? dy[i] : dy[i] * alpha * Math.exp(x[i]);
    },
    kernels,
    alpha,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "x" };
