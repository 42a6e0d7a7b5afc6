import { mul } from "../generated/ndarray/mul.js";
import { combine } from "./combine.ts";
import type { NdArray } from "./ndArray.ts";

/** Returns a × b as a new array; shapes broadcast. */
export const times = (a: NdArray, b: NdArray): NdArray => combine("mul", mul, a, b);
