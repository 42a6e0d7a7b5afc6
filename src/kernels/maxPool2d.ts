import type { Floats } from "../array/floats.ts";
import type { Pool2dGeometry } from "./geometry.ts";
import { maxPool2d as reference } from "./reference/pool2d.ts";
import { usingFast } from "./usingFast.ts";
import { maxPool2d as fast } from "./wasm/pool2d.ts";

/** Finds the largest value under each window and its flat index in x. NaN counts as largest. */
export function maxPool2d(x: Floats, y: Floats, argmax: Int32Array, geometry: Pool2dGeometry): void {
  if (!(usingFast() && fast(x, y, argmax, geometry))) reference(x, y, argmax, geometry);
}
