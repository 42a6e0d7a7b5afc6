import type { Floats } from "../array/floats.ts";
import { silu as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { silu as fast } from "./wasm/silu.ts";

/** Computes y = x / (1 + e⁻ˣ). x may be y. */
export function silu(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
