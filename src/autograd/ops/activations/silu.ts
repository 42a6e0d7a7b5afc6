import { silu as code } from "../../../generated/wasm/silu.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "../support/unary.ts";

/**
 * y = x σ(x)          y′ = σ (1 + x (1 − σ))
 *
 * Also called swish — Elfwing, Uchibe & Doya, "Sigmoid-Weighted Linear Units", Neural Networks 2018.
 *
 * @gradcheck silu(randn(5))
 */
export const silu = (input: Tensor): Tensor =>
  unary(
    "silu",
    input,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = x[i] / (1 + Math.exp(-x[i]));
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) {
        const sigma = 1 / (1 + Math.exp(-x[i]));
        dx[i] = dy[i] * sigma * (1 + x[i] * (1 - sigma));
      }
    },
    kernels,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "x" };
