import { bytes } from "./convolution";

/**
 * The largest of a row, or NaN if one is. If `signed`, an exclusive or with `signs` comes first: those of −x give the
 * negative of the smallest. Two maxima are found at a time, because one has to wait for the last.
 */
// @ts-ignore: decorator
@inline
export function maximum(x: usize, columns: i32, signed: bool = false, signs: v128 = i32x4.splat(0)): f32 {
  let largest = v128.load32_splat(x);
  if (signed) largest = v128.xor(largest, signs);
  let second = largest;
  let j = 0;
  for (; j + 8 <= columns; j += 8) {
    const next = v128.load(x + bytes(j));
    const last = v128.load(x + bytes(j), 16);
    largest = f32x4.max(largest, signed ? v128.xor(next, signs) : next);
    second = f32x4.max(second, signed ? v128.xor(last, signs) : last);
  }
  largest = f32x4.max(largest, second);
  for (; j < columns; j++) {
    const next = v128.load32_splat(x + bytes(j));
    largest = f32x4.max(largest, signed ? v128.xor(next, signs) : next);
  }
  const first = max(f32x4.extract_lane(largest, 0), f32x4.extract_lane(largest, 1));
  return max(first, max(f32x4.extract_lane(largest, 2), f32x4.extract_lane(largest, 3)));
}
