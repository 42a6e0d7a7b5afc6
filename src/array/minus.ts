import { sub } from "../generated/ndarray/sub.js";
import { combine } from "./combine.ts";
import type { NdArray } from "./ndArray.ts";

/** Returns a − b as a new array; shapes broadcast. */
export const minus = (a: NdArray, b: NdArray): NdArray => combine("sub", sub, a, b);
