import { add } from "../generated/ndarray/add.js";
import { combine } from "./combine.ts";
import type { NdArray } from "./ndArray.ts";

/** Returns a + b as a new array; shapes broadcast. */
export const plus = (a: NdArray, b: NdArray): NdArray => combine("add", add, a, b);
