import type { Floats } from "../array/floats.ts";
import { gelu as reference } from "./reference/gelu.ts";
import { usingFast } from "./usingFast.ts";
import { gelu as fast } from "./wasm/gelu.ts";

/** Computes y = x Φ(x). x may be y. */
export function gelu(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
