import type { Floats } from "../array/floats.ts";
import { filled } from "./filled.ts";
import { logSoftmax as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { logSoftmax as fast } from "./wasm/logSoftmax.ts";

/** Returns y = x − ln Σᵢ e^xᵢ along the middle axis. x and y: [outer, length, inner]. */
export const logSoftmax = (x: Floats, outer: number, length: number, inner: number): Floats =>
  (usingFast() ? fast(x, outer, length, inner) : null) ??
  filled(x, x.length, (y) => reference(x, y, outer, length, inner));
