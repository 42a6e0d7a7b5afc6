import type { Floats } from "../array/floats.ts";
import { makeRoom } from "../array/makeZeros.ts";
import { softmax as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { softmax as fast } from "./wasm/softmax.ts";

/**
 * Returns y = e^xⱼ / Σᵢ e^xᵢ along the middle axis, times the line's factor, if there are factors.
 * x and y: [outer, length, inner]   factors: [outer, inner]
 */
export function softmax(
  x: Floats,
  outer: number,
  length: number,
  inner: number,
  factors: Floats | null = null,
): Floats {
  const rows = inner === 1 && usingFast() ? fast(x, outer, length, factors) : null;
  if (rows) return rows;
  const y = makeRoom(x);
  reference(x, y, outer, length, inner, factors);
  return y;
}
