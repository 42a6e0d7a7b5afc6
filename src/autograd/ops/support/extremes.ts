/** @file The largest element along axes. Elements that tie for it share its gradient equally, and so do several NaN. */
import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import type { NdArray } from "../../../array/ndArray.ts";
import { maxAxis } from "../../../kernels/maxAxis.ts";
import type { Middle } from "./middle.ts";

/** The largest element along the middle axis; NaN counts as the largest. */
export function largest(values: Floats, { outer, length, inner }: Middle): Floats {
  const y = makeZeros(values, outer * inner);
  maxAxis(values, y, new Int32Array(y.length), outer, length, inner);
  return y;
}

/** dx = dy / ties where x = y, else 0, where a NaN equals a NaN */
export function share({ values, outer, length, inner, restore }: Middle, y: Floats, dy: Floats): NdArray {
  const dx = makeZeros(values);
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i++) {
      const at = o * inner + i;
      const start = o * length * inner + i;
      let ties = 0;
      for (let j = 0; j < length; j++) if (equal(values[start + j * inner], y[at])) ties++;
      for (let j = 0; j < length; j++) {
        if (equal(values[start + j * inner], y[at])) dx[start + j * inner] = dy[at] / ties;
      }
    }
  }
  return restore(dx);
}

const equal = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));
