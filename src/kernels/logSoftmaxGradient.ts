import type { Floats } from "../array/floats.ts";
import { filled } from "./filled.ts";
import { logSoftmaxGradient as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { logSoftmaxGradient as fast } from "./wasm/logSoftmax.ts";

/** Returns dx = dy − e^y Σⱼ dyⱼ along the middle axis of [outer, length, inner], y the result of `logSoftmax`. */
export const logSoftmaxGradient = (y: Floats, dy: Floats, outer: number, length: number, inner: number): Floats =>
  (usingFast() ? fast(y, dy, outer, length, inner) : null) ??
  filled(y, y.length, (dx) => reference(y, dy, dx, outer, length, inner));
