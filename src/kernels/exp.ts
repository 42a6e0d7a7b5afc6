import type { Floats } from "../array/floats.ts";
import { exp as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { exp as fast } from "./wasm/exp.ts";

/** Computes y = eˣ. x may be y. */
export function exp(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
