import type { Floats } from "../array/floats.ts";
import { maxPool2dGradient as reference } from "./reference/pool2d.ts";
import { usingFast } from "./usingFast.ts";
import { maxPool2dGradient as fast } from "./wasm/pool2d.ts";

/** Adds dy[i] to dx[argmax[i]], from dx = 0. */
export function maxPool2dGradient(dy: Floats, argmax: Int32Array, dx: Floats): void {
  if (!(usingFast() && fast(dy, argmax, dx))) reference(dy, argmax, dx);
}
