import type { Floats } from "../array/floats.ts";
import { copyRows as reference } from "./reference/rows.ts";
import { usingFast } from "./usingFast.ts";
import { copyRows as fast } from "./wasm/rows.ts";

/** Copies the rows of a table at `places`:   y[i, :] = table[places[i], :] */
export function copyRows(table: Floats, places: Int32Array, y: Floats, features: number): void {
  if (!(usingFast() && fast(table, places, y, features))) reference(table, places, y, features);
}
