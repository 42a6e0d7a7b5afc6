import type { Floats } from "../array/floats.ts";
import { addAlong as reference } from "./reference/along.ts";
import { usingFast } from "./usingFast.ts";
import { addAlong as fast } from "./wasm/along.ts";

/**
 * The transpose of `takeAlong`, in f64, rounded once:
 *
 *     dx[o, n, i] = Σ dy[o, j, i] over all j with places[o, j, i] = n
 */
export function addAlong(
  dy: Floats,
  places: Int32Array,
  dx: Floats,
  length: number,
  count: number,
  inner: number,
): void {
  if (!(usingFast() && fast(dy, places, dx, length, count, inner))) reference(dy, places, dx, length, count, inner);
}
