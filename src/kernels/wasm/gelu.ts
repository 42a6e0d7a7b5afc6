/** @file Each returns false, with nothing done, where the plain loop applies. */
import type { Floats } from "../../array/floats.ts";
import { gelu as code } from "../../generated/wasm/gelu.ts";
import { elementwise, elementwiseGradient } from "./elementwise.ts";

/** Computes y = x Φ(x). */
export const gelu = (x: Floats, y: Floats): boolean => elementwise(code, "gelu", x, y);

/** Computes dx = dy (Φ(x) + x φ(x)). */
export const geluGradient = (x: Floats, dy: Floats, dx: Floats): boolean =>
  elementwiseGradient(code, "geluGradient", x, dy, dx);

/** Computes y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))). */
export const tanhGelu = (x: Floats, y: Floats): boolean => elementwise(code, "tanhGelu", x, y);

/** Computes dx = dy y′ for `tanhGelu`. */
export const tanhGeluGradient = (x: Floats, dy: Floats, dx: Floats): boolean =>
  elementwiseGradient(code, "tanhGeluGradient", x, dy, dx);
