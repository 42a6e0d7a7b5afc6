import type { Floats } from "../array/floats.ts";
import { relu as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { relu as fast } from "./wasm/relu.ts";

/** Computes y = max(x, 0); NaN stays NaN. x may be y. */
export function relu(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
