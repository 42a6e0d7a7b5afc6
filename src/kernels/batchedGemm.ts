import type { Floats } from "../array/floats.ts";
import { makeRoom } from "../array/makeZeros.ts";
import { sizeOf } from "../array/shape.ts";
import type { View } from "../array/view.ts";
import { batchedGemm as reference } from "./reference/batchedGemm.ts";
import { usingFast } from "./usingFast.ts";
import { batchedGemm as fast } from "./wasm/batchedGemm.ts";

/**
 * Computes C[i] = A[i] B[i] for every index i of the leading axes. Reads transposed, sliced and repeated matrices
 * where they are.
 *
 * A: [...leading, m, k]   B: [...leading, k, n]   C: [...leading, m, n] in row-major order
 *
 * Returns C: `into`, or a new array if that is null.
 */
export function batchedGemm(a: View, b: View, into: Floats | null = null): Floats {
  const product = usingFast() ? fast(a, b, into) : null;
  if (product !== null) return product;
  const c = into ?? makeRoom(a.data, sizeOf(a.shape.slice(0, -1)) * b.shape[b.shape.length - 1]);
  reference(a, b, c);
  return c;
}
