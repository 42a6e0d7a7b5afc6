import { bytes } from "./inline/convolution";
import { maximum } from "./inline/maximum";

/** y = the largest of each row, or NaN if one is. For −1 as `sign` it is the smallest, for 1 the largest. */
export function extremeRows(x: usize, y: usize, rows: i32, columns: i32, sign: f32): void {
  const signs = v128.and(f32x4.splat(sign), f32x4.splat(-0.0));
  for (let row = 0; row < rows; row++)
    store<f32>(y + bytes(row), sign * maximum(x + bytes(row * columns), columns, true, signs));
}

/** dx = dy / ties where x = y, else 0; a NaN equals a NaN. dx may be written up to 3 floats beyond its end. */
export function shareRows(x: usize, y: usize, dy: usize, dx: usize, rows: i32, columns: i32): void {
  for (let row = 0; row < rows; row++) {
    const extreme = v128.load32_splat(y);
    let counts = i32x4.splat(0);
    for (let j = 0; j < columns; j += 4) {
      const present = i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(columns - j));
      counts = i32x4.sub(counts, v128.and(equal(v128.load(x + bytes(j)), extreme), present));
    }
    const ties =
      i32x4.extract_lane(counts, 0) + i32x4.extract_lane(counts, 1) + i32x4.extract_lane(counts, 2) + i32x4.extract_lane(counts, 3);
    const share = f32x4.splat(load<f32>(dy) / <f32>ties);
    for (let j = 0; j < columns; j += 4)
      v128.store(dx + bytes(j), v128.and(share, equal(v128.load(x + bytes(j)), extreme)));
    x += bytes(columns);
    dx += bytes(columns);
    y += 4;
    dy += 4;
  }
}

/** `extremeRows` of x as [columns, rows], four rows a vector. y may be written up to 3 floats beyond its end. */
export function extremeColumns(x: usize, y: usize, rows: i32, columns: i32, sign: f32): void {
  for (let j = 0; j < columns; j++) {
    for (let i = 0; i < rows; i += 4) {
      const next = v128.load(x + bytes(i));
      const last = v128.load((j ? y : x) + bytes(i));
      v128.store(y + bytes(i), sign > 0 ? f32x4.max(last, next) : f32x4.min(last, next));
    }
    x += bytes(rows);
  }
}

// @ts-ignore: decorator
@inline
function equal(a: v128, b: v128): v128 {
  return v128.or(f32x4.eq(a, b), v128.and(f32x4.ne(a, a), f32x4.ne(b, b)));
}
