import { madd } from "./madd";

/**
 * sin(x + quarter π/2) in every lane, for |x| < 2¹⁷, within 2 units in the last place; NaN where x is not finite.
 *
 *     x = k π/2 + r, |r| < 0.81, in f64: π/2 in 25 + 53 bits, so k times the first part is exact (Cody & Waite 1980)
 *     sin r = r + r³ P(r²)          cos r = 1 − r²/2 + r⁴ Q(r²)
 *
 * P and Q have the least largest error (Moshier, Cephes, sinf.c).
 */
// @ts-ignore: decorator
@inline
export function wave(x: v128, quarter: i32): v128 {
  // Adding 1.5 · 2²³ leaves the nearest whole number in the lowest bits.
  const turns = f32x4.add(f32x4.mul(x, f32x4.splat(0.6366197723675814)), f32x4.splat(12582912));
  const k = f32x4.sub(turns, f32x4.splat(12582912));
  const low = rest(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(k));
  const highX = f64x2.promote_low_f32x4(v128.shuffle<u64>(x, x, 1, 0));
  const high = rest(highX, f64x2.promote_low_f32x4(v128.shuffle<u64>(k, k, 1, 0)));
  const r = v128.shuffle<u64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  const square = f32x4.mul(r, r);
  let odd = f32x4.splat(-1.9515295891e-4);
  odd = madd(odd, square, f32x4.splat(8.3321608736e-3));
  odd = madd(odd, square, f32x4.splat(-1.6666654611e-1));
  odd = madd(odd, f32x4.mul(square, r), r);
  // sin −0 = −0
  odd = v128.bitselect(x, odd, f32x4.eq(x, f32x4.splat(0)));
  let even = f32x4.splat(2.443315711809948e-5);
  even = madd(even, square, f32x4.splat(-1.388731625493765e-3));
  even = madd(even, square, f32x4.splat(4.166664568298827e-2));
  const half = f32x4.mul(square, f32x4.splat(0.5));
  even = f32x4.add(f32x4.sub(f32x4.mul(f32x4.mul(even, square), square), half), f32x4.splat(1));
  const turn = i32x4.add(turns, i32x4.splat(quarter));
  const isOdd = i32x4.eq(v128.and(turn, i32x4.splat(1)), i32x4.splat(0));
  const sign = i32x4.shl(v128.and(turn, i32x4.splat(2)), 30);
  return v128.xor(v128.bitselect(odd, even, isOdd), sign);
}

/** x − k π/2 */
// @ts-ignore: decorator
@inline
function rest(x: v128, k: v128): v128 {
  const first = f64x2.sub(x, f64x2.mul(k, f64x2.splat(1.57079631090164184570e+00)));
  return f64x2.sub(first, f64x2.mul(k, f64x2.splat(1.58932547735281966916e-08)));
}
