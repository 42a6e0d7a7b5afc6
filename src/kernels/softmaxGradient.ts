import type { Floats } from "../array/floats.ts";
import { softmaxGradient as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { softmaxGradient as fast } from "./wasm/logSoftmax.ts";

/** Computes dx = y (dy − Σⱼ dyⱼ yⱼ) along the middle axis of [outer, length, inner], y the result of `softmax`. */
export function softmaxGradient(y: Floats, dy: Floats, dx: Floats, outer: number, length: number, inner: number): void {
  if (!(inner === 1 && usingFast() && fast(y, dy, dx, outer, length))) reference(y, dy, dx, outer, length, inner);
}
