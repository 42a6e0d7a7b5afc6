import type { NdArray } from "../array/ndArray.ts";
import { add } from "../generated/ndarray/add.js";
import { arithmetic } from "./arithmetic.ts";

/** Returns a + b as a new array; shapes broadcast. */
export const plus = (a: NdArray, b: NdArray): NdArray => arithmetic("add", 0, add, a, b);
