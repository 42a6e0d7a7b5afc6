import type { Floats } from "../array/floats.ts";
import { softmax as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { softmax as fast } from "./wasm/softmax.ts";

/**
 * Computes y = e^xⱼ / Σᵢ e^xᵢ along the middle axis, times the line's factor, if there are factors.
 * x and y: [outer, length, inner]   factors: [outer, inner]
 */
export function softmax(
  x: Floats,
  y: Floats,
  outer: number,
  length: number,
  inner: number,
  factors: Floats | null = null,
): void {
  if (!(inner === 1 && usingFast() && fast(x, y, outer, length, factors)))
    reference(x, y, outer, length, inner, factors);
}
