/** @file Each returns false, with nothing done, where the plain loop applies. */
import type { Floats } from "../../array/floats.ts";
import { silu as code } from "../../generated/wasm/silu.ts";
import { elementwise, elementwiseGradient } from "./elementwise.ts";

/** Computes y = x / (1 + e⁻ˣ). */
export const silu = (x: Floats, y: Floats): boolean => elementwise(code, "silu", x, y);

/** Computes dx = dy y′ for `silu`. */
export const siluGradient = (x: Floats, dy: Floats, dx: Floats): boolean =>
  elementwiseGradient(code, "siluGradient", x, dy, dx);
