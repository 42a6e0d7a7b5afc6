/** @file Rows of two numbers, two rows in a vector. */

/** The other number of the row, in each lane. */
// @ts-ignore: decorator
@inline
export function other(v: v128): v128 {
  return v128.shuffle<f32>(v, v, 1, 0, 3, 2);
}

/** The sum of the row, in each lane. As of f64 numbers rounded to f32, and 0 of −0 and −0, as of a loop from 0. */
// @ts-ignore: decorator
@inline
export function sumOfBoth(v: v128): v128 {
  return f32x4.add(f32x4.add(v, other(v)), f32x4.splat(0));
}

/** Writes the maximum of both rows in f32 and the sum of e in f64. */
// @ts-ignore: decorator
@inline
export function storeSums(shifts: usize, largest: v128, sums: usize, e: v128): void {
  v128.store64_lane(shifts, v128.shuffle<f32>(largest, largest, 0, 2, 0, 2), 0);
  const first = f64x2.promote_low_f32x4(v128.shuffle<f32>(e, e, 0, 2, 0, 2));
  v128.store(sums, f64x2.add(first, f64x2.promote_low_f32x4(v128.shuffle<f32>(e, e, 1, 3, 1, 3))));
}
