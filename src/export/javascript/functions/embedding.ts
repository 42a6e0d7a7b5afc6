/** @file An embedding on plain arrays. */
import { addRows, copyRows } from "../../../kernels/reference/rows.ts";

/** The rows in the weight [count, features] that are asked for. */
function rowsAt(rows: Float32Array, count: number): Int32Array {
  for (const row of rows)
    if (!(Number.isInteger(row) && row >= 0 && row < count))
      throw new RangeError(`embedding: an index must be a whole number in [0, ${count}), got ${row}`);
  return Int32Array.from(rows);
}

/** y[i, :] = weight[x[i], :]          weight: [count, features] */
export function embedding(x: Float32Array, weight: Float32Array, count: number, features: number): Float32Array {
  const y = new Float32Array(x.length * features);
  copyRows(weight, rowsAt(x, count), y, features);
  return y;
}

/** ∂L/∂weight[r, :] = Σ ∂L/∂y[i, :] over all i with x[i] = r */
export function embeddingGradient(dy: Float32Array, x: Float32Array, count: number, features: number): Float32Array {
  const dx = new Float32Array(count * features);
  addRows(dy, rowsAt(x, count), dx, features);
  return dx;
}
