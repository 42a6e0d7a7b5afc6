import { bytes } from "./convolution";

/** The largest of a row, or NaN if one is. */
// @ts-ignore: decorator
@inline
export function maximum(x: usize, columns: i32): f32 {
  let largest = v128.load32_splat(x);
  let j = 0;
  for (; j + 4 <= columns; j += 4) largest = f32x4.max(largest, v128.load(x + bytes(j)));
  for (; j < columns; j++) largest = f32x4.max(largest, v128.load32_splat(x + bytes(j)));
  const first = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  return max(first, max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
}
