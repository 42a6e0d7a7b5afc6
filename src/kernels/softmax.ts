import type { Floats } from "../array/floats.ts";
import { filled } from "./filled.ts";
import { softmax as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { softmax as fast } from "./wasm/softmax.ts";

/**
 * Returns y = e^xⱼ / Σᵢ e^xᵢ along the middle axis, times the line's factor, if there are factors.
 * x and y: [outer, length, inner]   factors: [outer, inner]
 */
export const softmax = (
  x: Floats,
  outer: number,
  length: number,
  inner: number,
  factors: Floats | null = null,
): Floats =>
  (usingFast() ? fast(x, outer, length, inner, factors) : null) ??
  filled(x, x.length, (y) => reference(x, y, outer, length, inner, factors));
