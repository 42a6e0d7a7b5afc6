import type { Floats } from "./floats.ts";

/** Returns whether a value is a Float32Array or a Float64Array. */
export const isFloats = (value: unknown): value is Floats =>
  value instanceof Float32Array || value instanceof Float64Array;
