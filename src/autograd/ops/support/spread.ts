import type { Floats } from "../../../array/floats.ts";
import { makeRoom } from "../../../array/makeZeros.ts";
import type { NdArray } from "../../../array/ndArray.ts";
import type { Middle } from "./middle.ts";

/** The transpose of summing along the middle axis: every element gets what its sum got. */
export function spread({ outer, length, inner, restore }: Middle, dy: Floats): NdArray {
  const block = length * inner;
  const dx = makeRoom(dy, outer * block);
  for (let o = 0; o < outer; o++) {
    const start = o * block;
    // Few numbers are written by a loop sooner than by a call.
    if (block < 16) for (let k = 0; k < block; k++) dx[start + k] = dy[o * inner + (k % inner)];
    else if (inner === 1) dx.fill(dy[o], start, start + length);
    else repeat(dx, dy.subarray(o * inner, (o + 1) * inner), start, start + block);
  }
  return restore(dx);
}

/** Fills the part from `start` to `end` with copies of a row, by doubling the part that is filled. */
function repeat(dx: Floats, row: Floats, start: number, end: number): void {
  dx.set(row, start);
  for (let size = row.length; start + size < end; size *= 2) {
    dx.copyWithin(start + size, start, Math.min(start + size, end - size));
  }
}
