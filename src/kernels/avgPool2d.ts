import type { Floats } from "../array/floats.ts";
import type { Pool2dGeometry } from "./geometry.ts";
import { avgPool2d as reference } from "./reference/pool2d.ts";
import { usingFast } from "./usingFast.ts";
import { avgPool2d as fast } from "./wasm/avgPool2d.ts";

/** Takes the mean under each window. Padding counts as zeros if `geometry.countPadding`, else not at all. */
export function avgPool2d(x: Floats, y: Floats, geometry: Pool2dGeometry): void {
  if (!(usingFast() && fast(x, y, geometry))) reference(x, y, geometry);
}
