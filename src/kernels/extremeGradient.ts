import type { Floats } from "../array/floats.ts";
import { extremeGradient as reference } from "./reference/extremes.ts";
import { usingFast } from "./usingFast.ts";
import { extremeGradient as fast } from "./wasm/extremes.ts";

/** Computes dx = dy / ties where x = y, else 0, along the middle axis of [outer, length, inner]. A NaN equals a NaN. */
export function extremeGradient(
  x: Floats,
  y: Floats,
  dy: Floats,
  dx: Floats,
  outer: number,
  length: number,
  inner: number,
): void {
  if (!(inner === 1 && usingFast() && fast(x, y, dy, dx, outer, length))) reference(x, y, dy, dx, outer, length, inner);
}
