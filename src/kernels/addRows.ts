import type { Floats } from "../array/floats.ts";
import { addRows as reference } from "./reference/rows.ts";
import { usingFast } from "./usingFast.ts";
import { addRows as fast } from "./wasm/rows.ts";

/** The transpose of `copyRows`:   dx[r, :] = Σ dy[i, :] over all i with places[i] = r, in f64, rounded once */
export function addRows(dy: Floats, places: Int32Array, dx: Floats, features: number): void {
  if (!(usingFast() && fast(dy, places, dx, features))) reference(dy, places, dx, features);
}
