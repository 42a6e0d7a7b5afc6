import type { Floats } from "../array/floats.ts";
import { filled } from "./filled.ts";
import { logSumExp as reference } from "./reference/softmax.ts";
import { usingFast } from "./usingFast.ts";
import { logSumExp as fast } from "./wasm/logSoftmax.ts";

/**
 * Returns y = ln Σⱼ e^xⱼ along the middle axis, shifted by the maximum against overflow. An empty axis gives
 * −Infinity.
 */
export const logSumExp = (x: Floats, outer: number, length: number, inner: number): Floats =>
  (usingFast() ? fast(x, outer, length, inner) : null) ??
  filled(x, outer * inner, (y) => reference(x, y, outer, length, inner));
