import type { Floats } from "../array/floats.ts";
import { filled } from "./filled.ts";
import { minAxis as reference } from "./reference/extremes.ts";
import { usingFast } from "./usingFast.ts";
import { minAxis as fast } from "./wasm/extremes.ts";

/**
 * Returns the smallest number along the middle axis, or NaN if one is.
 * x: [outer, length, inner]   y: [outer, inner]
 */
export const minAxis = (x: Floats, outer: number, length: number, inner: number): Floats =>
  (usingFast() ? fast(x, outer, length, inner) : null) ??
  filled(x, outer * inner, (y) => reference(x, y, outer, length, inner));
