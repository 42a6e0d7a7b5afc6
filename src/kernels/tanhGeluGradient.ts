import type { Floats } from "../array/floats.ts";
import { tanhGeluGradient as reference } from "./reference/gelu.ts";
import { usingFast } from "./usingFast.ts";
import { tanhGeluGradient as fast } from "./wasm/gelu.ts";

/** Computes dx = dy y′ for `tanhGelu`. */
export function tanhGeluGradient(x: Floats, dy: Floats, dx: Floats): void {
  if (!(usingFast() && fast(x, dy, dx))) reference(x, dy, dx);
}
