import type { Floats } from "../array/floats.ts";
import { logSoftmaxGradient as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { logSoftmaxGradient as fast } from "./wasm/logSoftmax.ts";

/** Computes dx = dy − e^y Σⱼ dyⱼ along the middle axis of [outer, length, inner], y the result of `logSoftmax`. */
export function logSoftmaxGradient(
  y: Floats,
  dy: Floats,
  dx: Floats,
  outer: number,
  length: number,
  inner: number,
): void {
  if (!(inner === 1 && usingFast() && fast(y, dy, dx, outer, length))) reference(y, dy, dx, outer, length, inner);
}
