import type { Floats } from "../array/floats.ts";
import type { Pool2dGeometry } from "./geometry.ts";
import { avgPool2dGradient as reference } from "./reference/pool2d.ts";
import { usingFast } from "./usingFast.ts";
import { avgPool2dGradient as fast } from "./wasm/avgPool2d.ts";

/** Spreads dy[i] evenly over its window, from dx = 0. */
export function avgPool2dGradient(dy: Floats, dx: Floats, geometry: Pool2dGeometry): void {
  if (!(usingFast() && fast(dy, dx, geometry))) reference(dy, dx, geometry);
}
