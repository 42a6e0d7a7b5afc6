import type { Floats } from "../../array/floats.ts";
import type { GemmShape } from "../gemmShape.ts";

/**
 * C[i,j] = Σₚ op(A)[i,p] op(B)[p,j]          op transposes or not
 *
 * A transpose only changes how far apart neighbours in memory are.
 */
export function gemm(a: Floats, b: Floats, c: Floats, shape: GemmShape): void {
  const { m, n, k, transposeA = false, transposeB = false } = shape;
  const rowA = transposeA ? 1 : k;
  const columnA = transposeA ? m : 1;
  const rowB = transposeB ? 1 : n;
  const columnB = transposeB ? k : 1;
  for (let i = 0; i < m; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let p = 0; p < k; p++) sum += a[i * rowA + p * columnA] * b[p * rowB + j * columnB];
      c[i * n + j] = sum;
    }
  }
}
