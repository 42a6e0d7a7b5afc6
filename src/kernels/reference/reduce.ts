/** @file Reductions over the middle axis of [outer, length, inner], accumulated in f64. */
import type { Floats } from "../../array/floats.ts";

/** y[o,i] = Σⱼ x[o,j,i] */
export function sumAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      let sum = 0;
      for (let j = 0; j < length; j++) sum += x[(o * length + j) * inner + i];
      y[o * inner + i] = sum;
    }
  }
}

/** Returns x if every element is finite, else null. x − x is 0 for a finite x and NaN for others, so one sum tells. */
export function allFinite(x: Floats): Floats | null {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += x[i] - x[i];
  return sum === 0 ? x : null;
}
