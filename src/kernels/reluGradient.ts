import type { Floats } from "../array/floats.ts";
import { reluGradient as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { reluGradient as fast } from "./wasm/relu.ts";

/** Computes dx = dy where x > 0, else 0. */
export function reluGradient(x: Floats, dy: Floats, dx: Floats): void {
  if (!(usingFast() && fast(x, dy, dx))) reference(x, dy, dx);
}
