import { bytes } from "./inline/convolution";
import { other, storeSums } from "./inline/couples";
import { expBelow } from "./inline/exp";
import { maximum } from "./inline/maximum";
import { addPairs, total } from "./inline/pairs";
import { storeTwo } from "./inline/storeTwo";

/**
 * y = e^(x − M) along each row, M its maximum. `shifts` gets M in f32 and `sums` gets Σ y in f64, one a row.
 * y may be written up to 11 floats beyond its end.
 */
export function expsOfRows(x: usize, y: usize, shifts: usize, sums: usize, rows: i32, columns: i32): void {
  if (columns == 2) {
    for (let row: usize = 0; row < <usize>rows; row += 2) {
      const both = v128.load(x + 8 * row);
      const largest = f32x4.max(both, other(both));
      const e = expBelow(f32x4.sub(both, largest));
      v128.store(y + 8 * row, e);
      storeSums(shifts + 4 * row, largest, sums + 8 * row, e);
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    const largest = maximum(x, columns);
    const shift = f32x4.splat(largest);
    for (let j = 0; j < columns; j += 8) {
      const first = expBelow(f32x4.sub(v128.load(x + bytes(j)), shift));
      storeTwo(y + bytes(j), first, expBelow(f32x4.sub(v128.load(x + bytes(j), 16), shift)));
    }
    const end = y + bytes(columns);
    v128.store(end, f32x4.splat(0));
    v128.store(end, f32x4.splat(0), 16);
    let pair = f64x2.splat(0);
    for (; y < end; y += 32) pair = addPairs(addPairs(pair, v128.load(y)), v128.load(y, 16));
    y = end;
    store<f32>(shifts, largest);
    store<f64>(sums, total(pair));
    x += bytes(columns);
    shifts += 4;
    sums += 8;
  }
}

/**
 * y = scale x − factor even, with a scale and a factor for each row and an `even` for each column; y = scale x if the
 * address of evens is 0. y may be written up to 3 floats beyond its end.
 */
export function scaleRows(x: usize, y: usize, scales: usize, factors: usize, evens: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const scale = v128.load32_splat(scales);
    const factor = v128.load32_splat(factors);
    for (let j = 0; j < columns; j += 4) {
      let value = f32x4.mul(v128.load(x + bytes(j)), scale);
      if (evens) value = f32x4.sub(value, f32x4.mul(v128.load(evens + bytes(j)), factor));
      v128.store(y + bytes(j), value);
    }
    x += bytes(columns);
    y += bytes(columns);
    scales += 4;
    factors += 4;
  }
}
