import type { Floats } from "../array/floats.ts";
import { logSumExp as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { logSumExp as fast } from "./wasm/logSoftmax.ts";

/**
 * Computes y = ln Σⱼ e^xⱼ along the middle axis, shifted by the maximum against overflow. An empty axis gives
 * −Infinity.
 */
export function logSumExp(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  if (!(inner === 1 && usingFast() && fast(x, y, outer, length))) reference(x, y, outer, length, inner);
}
