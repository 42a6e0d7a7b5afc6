/** @file Smooth activations made of the logistic function σ(x) = 1 / (1 + e⁻ˣ); each is exact for any size of x. */
import { kernels } from "../../kernels/index.ts";
import type { Tensor } from "../tensor.ts";
import { unary } from "./unary.ts";

/**
 * y = tanh x          y′ = 1 − y²
 *
 * @gradcheck tanh(randn(5))
 */
export const tanh = (input: Tensor): Tensor =>
  unary("tanh", input, kernels.tanh, (_x, y, dy, dx) => {
    for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * (1 - y[i] * y[i]);
  });

/**
 * y = σ(x) = 1 / (1 + e⁻ˣ)          y′ = y (1 − y)
 *
 * For very negative x the exponential overflows to Infinity, and 1 / Infinity is the 0 that is wanted.
 *
 * @gradcheck sigmoid(randn(5))
 */
export const sigmoid = (input: Tensor): Tensor =>
  unary("sigmoid", input, kernels.sigmoid, (_x, y, dy, dx) => {
    for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * y[i] * (1 - y[i]);
  });

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
  );

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
  );
