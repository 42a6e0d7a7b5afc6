import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";

/**
 * The transpose of picking y[i] = x[source[i]]: each element of x collects the dy of its copies.
 *
 *     dx[j] = Σ dy[i] over all i with source[i] = j, in f64, rounded once
 */
export function scatter(dy: Floats, source: Int32Array, size: number): Floats {
  const sums = new Float64Array(size);
  for (let i = 0; i < source.length; i++) sums[source[i]] += dy[i];
  const dx = makeZeros(dy, size);
  dx.set(sums);
  return dx;
}
