import type { Floats } from "../array/floats.ts";
import type { View } from "../array/view.ts";
import { batchedGemm as reference } from "./reference/batchedGemm.ts";
import { usingFast } from "./usingFast.ts";
import { batchedGemm as fast } from "./wasm/batchedGemm.ts";

/**
 * Computes C[i] = A[i] B[i] for every index i of the leading axes. Reads transposed, sliced and repeated matrices
 * where they are.
 *
 * A: [...leading, m, k]   B: [...leading, k, n]   C: [...leading, m, n] in row-major order
 */
export function batchedGemm(a: View, b: View, c: Floats): void {
  if (!(usingFast() && fast(a, b, c))) reference(a, b, c);
}
