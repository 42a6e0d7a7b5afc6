import type { Floats } from "../array/floats.ts";
import { siluGradient as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { siluGradient as fast } from "./wasm/silu.ts";

/** Computes dx = dy y′ for `silu`. */
export function siluGradient(x: Floats, dy: Floats, dx: Floats): void {
  if (!(usingFast() && fast(x, dy, dx))) reference(x, dy, dx);
}
