import type { Floats } from "../array/floats.ts";
import { maxAxis as reference } from "./reference/extremes.ts";
import { usingFast } from "./usingFast.ts";
import { maxAxis as fast } from "./wasm/extremes.ts";

/** Finds the largest number along the middle axis, or NaN if one is.  x: [outer, length, inner]   y: [outer, inner] */
export function maxAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  if (!(inner === 1 && usingFast() && fast(x, y, outer, length))) reference(x, y, outer, length, inner);
}
