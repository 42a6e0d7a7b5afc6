import type { Floats } from "./floats.ts";

/** Adds `length` numbers from a place on to those of another array. */
export function addInto(y: Floats, x: Floats, at = 0, from = 0, length = x.length): void {
  for (let i = 0; i < length; i++) y[at + i] += x[from + i];
}
