/** @file The largest and the smallest number along the middle axis of [outer, length, inner]. */
import type { Floats } from "../../array/floats.ts";
import { lineStart } from "../lineStart.ts";

/** y[o,i] = maxⱼ x[o,j,i]; a NaN is the maximum of any row it is in. */
export function maxAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  for (let at = 0; at < outer * inner; at++) y[at] = maximum(x, lineStart(at, length, inner), length, inner);
}

/** M = maxⱼ xⱼ over the elements at start, start + step, … */
export function maximum(x: Floats, start: number, length: number, step: number): number {
  let max = -Infinity;
  for (let j = 0; j < length; j++) max = Math.max(max, x[start + j * step]);
  return max;
}

/** y[o,i] = minⱼ x[o,j,i]; a NaN is the minimum of any row it is in. */
export function minAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  for (let at = 0; at < outer * inner; at++) {
    const start = lineStart(at, length, inner);
    let smallest = Infinity;
    for (let j = 0; j < length; j++) smallest = Math.min(smallest, x[start + j * inner]);
    y[at] = smallest;
  }
}

/** dx = dy / ties where x = y, else 0, where a NaN equals a NaN. */
export function extremeGradient(
  x: Floats,
  y: Floats,
  dy: Floats,
  dx: Floats,
  outer: number,
  length: number,
  inner: number,
): void {
  for (let at = 0; at < outer * inner; at++) {
    const start = lineStart(at, length, inner);
    const end = start + length * inner;
    let ties = 0;
    for (let k = start; k < end; k += inner) if (equal(x[k], y[at])) ties++;
    for (let k = start; k < end; k += inner) dx[k] = equal(x[k], y[at]) ? dy[at] / ties : 0;
  }
}

const equal = (a: number, b: number): boolean => a === b || (Number.isNaN(a) && Number.isNaN(b));
