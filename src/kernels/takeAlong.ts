import type { Floats } from "../array/floats.ts";
import { takeAlong as reference } from "./reference/along.ts";
import { usingFast } from "./usingFast.ts";
import { takeAlong as fast } from "./wasm/along.ts";

/**
 * Picks elements along the middle axis of x [outer, length, inner], into y [outer, count, inner]:
 *
 *     y[o, j, i] = x[o, places[o, j, i], i]
 */
export function takeAlong(
  x: Floats,
  places: Int32Array,
  y: Floats,
  length: number,
  count: number,
  inner: number,
): void {
  if (!(usingFast() && fast(x, places, y, length, count, inner))) reference(x, places, y, length, count, inner);
}
