import type { Floats } from "../array/floats.ts";
import { logSoftmax as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { logSoftmax as fast } from "./wasm/logSoftmax.ts";

/** Computes y = x − ln Σᵢ e^xᵢ along the middle axis. x and y: [outer, length, inner]. */
export function logSoftmax(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  if (!(inner === 1 && usingFast() && fast(x, y, outer, length))) reference(x, y, outer, length, inner);
}
