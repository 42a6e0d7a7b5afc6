import { silu as siluKernel } from "../../../kernels/silu.ts";
import { siluGradient } from "../../../kernels/siluGradient.ts";
import type { Tensor } from "../../tensor.ts";
import { unary } from "../support/unary.ts";

/**
 * y = x σ(x)          y′ = σ (1 + x (1 − σ))
 *
 * Also called swish — Elfwing, Uchibe & Doya, "Sigmoid-Weighted Linear Units", Neural Networks 2018.
 *
 * @gradcheck silu(randn(5))
 */
export const silu = (input: Tensor): Tensor =>
  unary("silu", input, siluKernel, (x, _y, dy, dx) => siluGradient(x, dy, dx));
