/** @file Powers by products: 2 log₂ p of them. */
import { powers as code } from "../../../generated/wasm/powers.ts";
import { powInt } from "../../../math/portable.ts";
import type { Tensor } from "../../tensor.ts";
import { type UnaryKernels, unary } from "./unary.ts";

/** True for whole numbers that `wholePower` takes. */
export const isWhole = (p: number): boolean => Number.isInteger(p) && p !== 0 && p !== 1 && Math.abs(p) <= 64;

const raise = (x: number, p: number): number => (p < 0 ? 1 / powInt(x, -p) : powInt(x, p));

/** y = xᵖ by products          ∂y/∂x = p xᵖ⁻¹ */
export const wholePower = (base: Tensor, p: number): Tensor =>
  unary(
    "pow",
    base,
    (x, y) => {
      for (let i = 0; i < x.length; i++) y[i] = raise(x[i], p);
    },
    (x, _y, dy, dx) => {
      for (let i = 0; i < dx.length; i++) dx[i] = dy[i] * p * raise(x[i], p - 1);
    },
    p > 0 && p <= 4 ? kernels : null,
    p,
  );

const kernels: UnaryKernels = { code, sameBits: false, forward: 0, backward: 1, reads: "x" };
