import { softplus as code } from "../../../generated/wasm/softplus.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = ln(1 + eˣ) = max(x, 0) + ln(1 + e^(−|x|))          y′ = σ(x)
 *
 * The second form never overflows, and keeps the small values at negative x that 1 + eˣ would round away.
 *
 * @gradcheck softplus(randn(5))
 */
export const softplus = (input: Tensor): Tensor =>
  unary(
    "softplus",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = Math.max(x[i], 0) + Math.log1p(Math.exp(-Math.abs(x[i])));
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] / (1 + Math.exp(-x[i]));
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "x" };
