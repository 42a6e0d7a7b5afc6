import type { Floats } from "./floats.ts";

/** Adds as `addInto` does and returns true, or returns false with nothing done. */
export type Adder = (y: Floats, x: Floats, at: number, from: number, length: number) => boolean;

let adder: Adder | null = null;

/** Tries `next` before the loop, for long sums. */
export function addBy(next: Adder): void {
  adder = next;
}

/** Adds `length` numbers from a place on to those of another array. */
export function addInto(y: Floats, x: Floats, at = 0, from = 0, length = x.length): void {
  if (length > 2048 && adder?.(y, x, at, from, length)) return;
  for (let i = 0; i < length; i++) y[at + i] += x[from + i];
}
