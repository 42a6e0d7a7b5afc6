import type { Floats } from "../array/floats.ts";
import { allFinite as reference } from "./reference/reduce.ts";
import { usingFast } from "./usingFast.ts";
import { allFinite as fast } from "./wasm/allFinite.ts";

/** Tells whether no element is NaN or infinite. */
export const allFinite = (x: Floats): boolean => (usingFast() ? fast(x) : reference(x));
