import { wholeNumbers as reference } from "./reference/wholeNumbers.ts";
import { usingFast } from "./usingFast.ts";
import { wholeNumbers as fast } from "./wasm/wholeNumbers.ts";

/** Returns numbers as integers; null unless each is a whole number from 0 to count − 1. */
export const wholeNumbers = (given: ArrayLike<number>, count: number): Int32Array | null =>
  usingFast() ? fast(given, count) : reference(given, count);
