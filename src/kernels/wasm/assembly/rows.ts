import { bytes } from "./inline/convolution";
import { copyRow } from "./inline/copy";

/** y[i, :] = table[places[i], :] */
export function copyRows(table: usize, places: usize, y: usize, count: i32, features: i32): void {
  for (let i = 0; i < count; i++) {
    copyRow(table + bytes(load<i32>(places) * features), y, features);
    places += 4;
    y += bytes(features);
  }
}

/** sums[places[i], :] += dy[i, :], in f64. */
export function addRows(dy: usize, places: usize, sums: usize, count: i32, features: i32): void {
  for (let i = 0; i < count; i++) {
    let to = sums + 2 * bytes(load<i32>(places) * features);
    const end = dy + bytes(features);
    for (; dy + 8 <= end; dy += 8) {
      v128.store(to, f64x2.add(v128.load(to), f64x2.promote_low_f32x4(v128.load64_zero(dy))));
      to += 16;
    }
    if (dy < end) {
      store<f64>(to, load<f64>(to) + <f64>load<f32>(dy));
      dy += 4;
    }
    places += 4;
  }
}
