import type { Floats } from "../array/floats.ts";
import { sigmoid as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { sigmoid as fast } from "./wasm/sigmoid.ts";

/** Computes y = σ(x) = 1 / (1 + e⁻ˣ). x may be y. */
export function sigmoid(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
