import type { NdArray } from "../array/ndArray.ts";
import { div } from "../generated/ndarray/div.js";
import { arithmetic } from "./arithmetic.ts";

/** Returns a / b as a new array; shapes broadcast. */
export const over = (a: NdArray, b: NdArray): NdArray => arithmetic("div", 3, div, a, b);
