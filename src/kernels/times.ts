import type { NdArray } from "../array/ndArray.ts";
import { mul } from "../generated/ndarray/mul.js";
import { arithmetic } from "./arithmetic.ts";

/** Returns a b as a new array; shapes broadcast. */
export const times = (a: NdArray, b: NdArray): NdArray => arithmetic("mul", 2, mul, a, b);
