import { div } from "../generated/ndarray/div.js";
import { combine } from "./combine.ts";
import type { NdArray } from "./ndArray.ts";

/** Returns a / b as a new array; shapes broadcast. */
export const over = (a: NdArray, b: NdArray): NdArray => combine("div", div, a, b);
