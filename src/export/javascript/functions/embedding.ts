/** @file An embedding on plain arrays. */
import { scatter } from "../../../autograd/ops/support/scatter.ts";

/** The places in the weight [count, features] of the rows that are asked for. */
function rowPlaces(rows: Float32Array, count: number, features: number): Int32Array {
  const places = new Int32Array(rows.length * features);
  for (let i = 0; i < rows.length; i++) {
    if (!(Number.isInteger(rows[i]) && rows[i] >= 0 && rows[i] < count))
      throw new RangeError(`embedding: an index must be a whole number in [0, ${count}), got ${rows[i]}`);
    for (let j = 0; j < features; j++) places[i * features + j] = rows[i] * features + j;
  }
  return places;
}

/** y[i, :] = weight[x[i], :]          weight: [count, features] */
export function embedding(x: Float32Array, weight: Float32Array, count: number, features: number): Float32Array {
  return Float32Array.from(rowPlaces(x, count, features), (place) => weight[place]);
}

/** ∂L/∂weight[r, :] = Σ ∂L/∂y[i, :] over all i with x[i] = r */
export function embeddingGradient(dy: Float32Array, x: Float32Array, count: number, features: number): Float32Array {
  return scatter(dy, rowPlaces(x, count, features), count * features) as Float32Array;
}
