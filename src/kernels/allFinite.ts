import type { Floats } from "../array/floats.ts";
import { allFinite as reference } from "./reference/reduce.ts";
import { usingFast } from "./usingFast.ts";
import { allFinite as fast } from "./wasm/allFinite.ts";

/**
 * Returns x if no element is NaN or infinite, else null. If `last` is given, it may return a copy of x that kernels
 * read in place. The copy is in `last`, or in a new array if that is null.
 */
export const allFinite = (x: Floats, last?: Floats | null): Floats | null =>
  usingFast() ? fast(x, last) : reference(x);
