import type { Floats } from "../array/floats.ts";
import type { Pool2dGeometry } from "./geometry.ts";
import { maxPool2dGradient as reference } from "./reference/pool2d.ts";
import { usingFast } from "./usingFast.ts";
import { maxPool2dGradient as fast } from "./wasm/pool2d.ts";

/** Adds dy[i] to dx[argmax[i]] in f64, from dx = 0. */
export function maxPool2dGradient(dy: Floats, argmax: Int32Array, dx: Floats, geometry: Pool2dGeometry): void {
  if (!(usingFast() && fast(dy, argmax, dx, geometry))) reference(dy, argmax, dx);
}
