import { bytes } from "./inline/convolution";
import { expBelow } from "./inline/exp";
import { maximum } from "./inline/maximum";
import { addPairs, total } from "./inline/pairs";
import { storeTwo } from "./inline/storeTwo";

/**
 * y = factor e^(x − M) / Σ e^(x − M) along each row, M its maximum. `shifts` gets M and `sums` gets Σ, one a row: the
 * caller takes the logarithm of the sum, M + ln Σ. `factors` are one a row, or 0 for 1.
 * y may be written up to 7 floats beyond its end.
 */
export function softmaxRows(x: usize, y: usize, shifts: usize, sums: usize, factors: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const largest = maximum(x, columns);
    const shift = f32x4.splat(largest);
    let pair = f64x2.splat(0);
    for (let j = 0; j < columns; j += 8) {
      const first = expBelow(f32x4.sub(v128.load(x + bytes(j)), shift));
      storeTwo(y + bytes(j), first, expBelow(f32x4.sub(v128.load(x + bytes(j), 16), shift)));
    }
    v128.store(y + bytes(columns), f32x4.splat(0));
    for (let j = 0; j < columns; j += 4) pair = addPairs(pair, v128.load(y + bytes(j)));
    const sum = total(pair);
    const factor: f64 = factors ? load<f32>(factors + bytes(row)) : 1;
    const scale = f32x4.splat(<f32>(factor / sum));
    for (let j = 0; j < columns; j += 4) v128.store(y + bytes(j), f32x4.mul(v128.load(y + bytes(j)), scale));
    store<f32>(shifts, largest);
    store<f32>(sums, <f32>sum);
    x += bytes(columns);
    y += bytes(columns);
    shifts += 4;
    sums += 4;
  }
}
