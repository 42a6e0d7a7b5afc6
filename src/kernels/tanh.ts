import type { Floats } from "../array/floats.ts";
import { tanh as reference } from "./reference/elementwise.ts";
import { usingFast } from "./usingFast.ts";
import { tanh as fast } from "./wasm/tanh.ts";

/** Computes y = tanh x. x may be y. */
export function tanh(x: Floats, y: Floats): void {
  if (!(usingFast() && fast(x, y))) reference(x, y);
}
