import type { Floats } from "../array/floats.ts";
import type { GemmShape } from "./gemmShape.ts";
import { gemm as reference } from "./reference/gemm.ts";
import { usingFast } from "./usingFast.ts";
import { gemm as fast } from "./wasm/gemm.ts";

/** Computes C = op(A) op(B), where op transposes or not. A batch is a call on `subarray`s. */
export function gemm(a: Floats, b: Floats, c: Floats, shape: GemmShape): void {
  if (!(usingFast() && fast(a, b, c, shape))) reference(a, b, c, shape);
}
