import type { Floats } from "../array/floats.ts";
import { sumAxis as reference } from "./reference/reduce.ts";
import { usingFast } from "./usingFast.ts";
import { sumAxis as fast } from "./wasm/reduce.ts";

/**
 * Sums the middle axis, accumulated in f64: x [outer, length, inner] → y [outer, inner]. An empty sum is 0.
 *
 * x and y may differ in kind: a Float64 y of a Float32 x holds the sums before they are rounded.
 */
export function sumAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  if (!(usingFast() && fast(x, y, outer, length, inner))) reference(x, y, outer, length, inner);
}
