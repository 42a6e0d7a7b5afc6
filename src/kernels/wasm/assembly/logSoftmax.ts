import { bytes } from "./inline/convolution";
import { other, storeSums, sumOfBoth } from "./inline/couples";
import { expBelow } from "./inline/exp";
import { maximum } from "./inline/maximum";
import { addPairs, total } from "./inline/pairs";
import { part, within } from "./inline/part";
import { storeTwo } from "./inline/storeTwo";

/** The maximum M of each row in f32, and Σ e^(x − M) in f64. */
export function sumsOfExps(x: usize, shifts: usize, sums: usize, rows: i32, columns: i32): void {
  if (columns == 2) {
    for (let row: usize = 0; row < <usize>rows; row += 2) {
      const both = v128.load(x + 8 * row);
      const largest = f32x4.max(both, other(both));
      storeSums(shifts + 4 * row, largest, sums + 8 * row, expBelow(f32x4.sub(both, largest)));
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    const largest = maximum(x, columns);
    const shift = f32x4.splat(largest);
    let pair = f64x2.splat(0);
    for (let j = 0; j < columns; j += 8) {
      const first = expBelow(f32x4.sub(v128.load(x + bytes(j)), shift));
      const second = expBelow(f32x4.sub(v128.load(x + bytes(j), 16), shift));
      pair = addPairs(addPairs(pair, within(first, columns - j)), within(second, columns - j - 4));
    }
    store<f32>(shifts, largest);
    store<f64>(sums, total(pair));
    x += bytes(columns);
    shifts += 4;
    sums += 8;
  }
}

/** y = x − M − ln Σ. y may be written up to 3 floats beyond its end. `logs`: ln Σ of each row in f64. */
export function logSoftmaxRows(x: usize, y: usize, shifts: usize, logs: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const shift = v128.load32_splat(shifts);
    const log = f32x4.splat(<f32>load<f64>(logs));
    for (let j = 0; j < columns; j += 4)
      v128.store(y + bytes(j), f32x4.sub(f32x4.sub(v128.load(x + bytes(j)), shift), log));
    x += bytes(columns);
    y += bytes(columns);
    shifts += 4;
    logs += 8;
  }
}

/** dx = dy − e^y Σ dy. dx may be written up to 7 floats beyond its end. */
export function logSoftmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, columns: i32): void {
  if (columns == 2) {
    for (let row: usize = 0; row < <usize>rows; row += 2) {
      const seed = v128.load(dy + 8 * row);
      const all = f32x4.mul(expBelow(v128.load(y + 8 * row)), sumOfBoth(seed));
      v128.store(dx + 8 * row, f32x4.sub(seed, all));
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    let pair = f64x2.splat(0);
    for (let j = 0; j < columns; j += 4) pair = addPairs(pair, part(dy + bytes(j), columns - j));
    const all = f32x4.splat(<f32>total(pair));
    for (let j = 0; j < columns; j += 8) {
      const first = f32x4.mul(expBelow(v128.load(y + bytes(j))), all);
      const second = f32x4.mul(expBelow(v128.load(y + bytes(j), 16)), all);
      const at = dy + bytes(j);
      storeTwo(dx + bytes(j), f32x4.sub(v128.load(at), first), f32x4.sub(v128.load(at, 16), second));
    }
    y += bytes(columns);
    dy += bytes(columns);
    dx += bytes(columns);
  }
}

/** dx = y (dy − Σ dy y). dx may be written up to 3 floats beyond its end. */
export function softmaxGradient(y: usize, dy: usize, dx: usize, rows: i32, columns: i32): void {
  if (columns == 2) {
    for (let row: usize = 0; row < <usize>rows; row += 2) {
      const value = v128.load(y + 8 * row);
      const seed = v128.load(dy + 8 * row);
      const weighted = sumOfBoth(f32x4.mul(seed, value));
      v128.store(dx + 8 * row, f32x4.mul(value, f32x4.sub(seed, weighted)));
    }
    return;
  }
  for (let row = 0; row < rows; row++) {
    let pair = f64x2.splat(0);
    for (let j = 0; j < columns; j += 4)
      pair = addPairs(pair, f32x4.mul(part(dy + bytes(j), columns - j), part(y + bytes(j), columns - j)));
    const weighted = f32x4.splat(<f32>total(pair));
    for (let j = 0; j < columns; j += 4)
      v128.store(dx + bytes(j), f32x4.mul(v128.load(y + bytes(j)), f32x4.sub(v128.load(dy + bytes(j)), weighted)));
    y += bytes(columns);
    dy += bytes(columns);
    dx += bytes(columns);
  }
}
