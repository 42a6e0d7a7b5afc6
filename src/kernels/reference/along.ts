import type { Floats } from "../../array/floats.ts";

/** y[o, j, i] = x[o, places[o, j, i], i], with x [outer, length, inner] and y [outer, count, inner]. */
export function takeAlong(
  x: Floats,
  places: Int32Array,
  y: Floats,
  length: number,
  count: number,
  inner: number,
): void {
  for (let at = 0, start = 0; at < places.length; start += length * inner) {
    for (let j = 0; j < count; j++) {
      for (let i = 0; i < inner; i++, at++) y[at] = x[start + places[at] * inner + i];
    }
  }
}

/** dx[o, n, i] = Σ dy[o, j, i] over all j with places[o, j, i] = n, in f64, rounded once. */
export function addAlong(
  dy: Floats,
  places: Int32Array,
  dx: Floats,
  length: number,
  count: number,
  inner: number,
): void {
  const sums = new Float64Array(dx.length);
  for (let at = 0, start = 0; at < places.length; start += length * inner) {
    for (let j = 0; j < count; j++) {
      for (let i = 0; i < inner; i++, at++) sums[start + places[at] * inner + i] += dy[at];
    }
  }
  dx.set(sums);
}
