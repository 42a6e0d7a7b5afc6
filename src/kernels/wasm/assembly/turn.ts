import { bytes } from "./inline/convolution";
import { storeTransposed } from "./inline/transpose";

/**
 * y[o, c, r] = x[o, r, c], in blocks of 4 × 4 numbers. The last ones overlap those before, so that nothing is written
 * beyond the end. Of fewer than 4 rows or columns each number is copied alone.
 *
 * Inner loops go along the longer side. Along the other, every line of the cache would be read or written four times.
 */
export function turn(x: usize, y: usize, outer: i32, rows: i32, columns: i32): void {
  const wide = columns > rows;
  const short = wide ? rows : columns;
  const long = wide ? columns : rows;
  const size = short < 4 ? 1 : 4;
  for (let o = 0; o < outer; o++) {
    for (let s = 0; s < short; s += size) {
      for (let l = 0; l < long; l += size) {
        const row = min(wide ? s : l, rows - size);
        const column = min(wide ? l : s, columns - size);
        const from = x + bytes(row * columns + column);
        const to = y + bytes(column * rows + row);
        if (size == 1) {
          store<f32>(to, load<f32>(from));
        } else {
          const r1 = v128.load(from + bytes(columns));
          const r2 = v128.load(from + bytes(columns) * 2);
          const r3 = v128.load(from + bytes(columns) * 3);
          storeTransposed(v128.load(from), r1, r2, r3, to, bytes(rows));
        }
      }
    }
    x += bytes(rows * columns);
    y += bytes(rows * columns);
  }
}
