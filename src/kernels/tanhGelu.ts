import type { Floats } from "../array/floats.ts";
import { tanhGelu as reference } from "./reference/gelu.ts";
import { usingFast } from "./usingFast.ts";
import { tanhGelu as fast } from "./wasm/gelu.ts";

/** Computes y = ½ x (1 + tanh(√(2/π) (x + 0.044715 x³))). x may be y. */
export function tanhGelu(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
