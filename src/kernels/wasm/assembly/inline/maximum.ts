import { bytes } from "./convolution";

/**
 * The largest of a row, or NaN if one is, after an exclusive or of every number with `signs`: those of −x give the
 * negative of the smallest. Two maxima are found at a time, because one has to wait for the last.
 */
// @ts-ignore: decorator
@inline
export function maximum(x: usize, columns: i32, signs: v128 = i32x4.splat(0)): f32 {
  let largest = v128.xor(v128.load32_splat(x), signs);
  let second = largest;
  let j = 0;
  for (; j + 8 <= columns; j += 8) {
    largest = f32x4.max(largest, v128.xor(v128.load(x + bytes(j)), signs));
    second = f32x4.max(second, v128.xor(v128.load(x + bytes(j), 16), signs));
  }
  largest = f32x4.max(largest, second);
  for (; j < columns; j++) largest = f32x4.max(largest, v128.xor(v128.load32_splat(x + bytes(j)), signs));
  const first = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  return max(first, max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
}
