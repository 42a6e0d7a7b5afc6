import type { Floats } from "../../array/floats.ts";
import type { View } from "../../array/view.ts";
import { placeOfMatrix } from "../placeOfMatrix.ts";

/** C[i,r,j] = Σₚ A[i,r,p] B[i,p,j] for every index i of the leading axes */
export function batchedGemm(a: View, b: View, c: Floats): void {
  const leading = a.shape.slice(0, -2);
  const rank = leading.length;
  const [m, k, n] = [a.shape[rank], a.shape[rank + 1], b.shape[rank + 1]];
  const [rowA, columnA] = a.stride.slice(rank);
  const [rowB, columnB] = b.stride.slice(rank);
  let at = 0;
  for (let matrix = 0; at < c.length; matrix++) {
    const fromA = placeOfMatrix(a, leading, matrix);
    const fromB = placeOfMatrix(b, leading, matrix);
    for (let i = 0; i < m; i++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let p = 0; p < k; p++) {
          sum += a.data[fromA + i * rowA + p * columnA] * b.data[fromB + p * rowB + j * columnB];
        }
        c[at++] = sum;
      }
    }
  }
}
