import type { Floats } from "../array/floats.ts";
import { reluGradient as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { reluGradient as fast } from "./wasm/relu.ts";

/** Computes dx = 0 where x ≤ 0, else dy. So a NaN passes dy on, as in PyTorch. */
export function reluGradient(x: Floats, dy: Floats, dx: Floats): void {
  if (!(usingFast() && fast(x, dy, dx))) reference(x, dy, dx);
}
