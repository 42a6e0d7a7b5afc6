import type { NdArray } from "../array/ndArray.ts";
import { sub } from "../generated/ndarray/sub.js";
import { arithmetic } from "./arithmetic.ts";

/** Returns a − b as a new array; shapes broadcast. */
export const minus = (a: NdArray, b: NdArray): NdArray => arithmetic("sub", 1, sub, a, b);
