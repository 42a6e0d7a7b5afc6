import { bytes } from "./inline/convolution";
import { exp } from "./inline/exp";

/**
 * y = e^(x − M) / Σ e^(x − M) along each row, M its maximum; the logarithm of the sum is M + ln Σ, where `shifts`
 * gets M and `sums` gets Σ: the caller takes the logarithm, one a row.
 * y may be written up to 3 floats beyond its end.
 */
export function softmaxRows(x: usize, y: usize, shifts: usize, sums: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const largest = maximum(x, columns);
    const shift = f32x4.splat(largest);
    let sum: f64 = 0;
    for (let j = 0; j < columns; j += 4) v128.store(y + bytes(j), exp(f32x4.sub(v128.load(x + bytes(j)), shift)));
    for (let j = 0; j < columns; j++) sum += <f64>load<f32>(y + bytes(j));
    const scale = f32x4.splat(<f32>(1 / sum));
    for (let j = 0; j < columns; j += 4) v128.store(y + bytes(j), f32x4.mul(v128.load(y + bytes(j)), scale));
    store<f32>(shifts, largest);
    store<f32>(sums, <f32>sum);
    x += bytes(columns);
    y += bytes(columns);
    shifts += 4;
    sums += 4;
  }
}

/** The largest of a row, or NaN if one is. */
// @ts-ignore: decorator
@inline
function maximum(x: usize, columns: i32): f32 {
  let largest = f32x4.splat(load<f32>(x));
  let j = 0;
  for (; j + 4 <= columns; j += 4) largest = f32x4.max(largest, v128.load(x + bytes(j)));
  for (; j < columns; j++) largest = f32x4.max(largest, f32x4.splat(load<f32>(x + bytes(j))));
  const first = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  return max(first, max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
}
