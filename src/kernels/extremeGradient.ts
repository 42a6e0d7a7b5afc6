import type { Floats } from "../array/floats.ts";
import { filled } from "./filled.ts";
import { extremeGradient as reference } from "./reference/extremes.ts";
import { usingFast } from "./usingFast.ts";
import { extremeGradient as fast } from "./wasm/extremes.ts";

/** Returns dx = dy / ties where x = y, else 0, along the middle axis of [outer, length, inner]. A NaN equals a NaN. */
export const extremeGradient = (
  x: Floats,
  y: Floats,
  dy: Floats,
  outer: number,
  length: number,
  inner: number,
): Floats =>
  (usingFast() ? fast(x, y, dy, outer, length, inner) : null) ??
  filled(x, x.length, (dx) => reference(x, y, dy, dx, outer, length, inner));
