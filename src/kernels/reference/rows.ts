import type { Floats } from "../../array/floats.ts";

/** y[i, :] = table[places[i], :] */
export function copyRows(table: Floats, places: Int32Array, y: Floats, features: number): void {
  for (let i = 0; i < places.length; i++) {
    const [from, to] = [places[i] * features, i * features];
    for (let j = 0; j < features; j++) y[to + j] = table[from + j];
  }
}

/** dx[r, :] = Σ dy[i, :] over all i with places[i] = r, in f64, rounded once. */
export function addRows(dy: Floats, places: Int32Array, dx: Floats, features: number): void {
  const sums = new Float64Array(dx.length);
  for (let i = 0; i < places.length; i++) {
    const [to, from] = [places[i] * features, i * features];
    for (let j = 0; j < features; j++) sums[to + j] += dy[from + j];
  }
  dx.set(sums);
}

/** Returns y[r, c] = scales[r] x[r, c] − factors[r] evens[c], or scales[r] x[r, c] if `evens` is null. */
export function scaleRows(x: Floats, scales: Floats, factors: Floats, evens: Floats | null, columns: number): Floats {
  return x.map((value, k) => {
    const row = Math.floor(k / columns);
    return scales[row] * value - (evens ? factors[row] * evens[k % columns] : 0);
  });
}
