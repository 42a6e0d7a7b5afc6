import type { Floats } from "../array/floats.ts";
import { geluGradient as reference } from "./reference/gelu.ts";
import { usingFast } from "./usingFast.ts";
import { geluGradient as fast } from "./wasm/gelu.ts";

/** Computes dx = dy (Φ(x) + x φ(x)). */
export function geluGradient(x: Floats, dy: Floats, dx: Floats): void {
  if (!(usingFast() && fast(x, dy, dx))) reference(x, dy, dx);
}
