import { madd } from "./madd";

/**
 * sin(x + quarter π/2) in every lane, for |x| < 2²⁸, within 2 units in the last place; NaN where x is not finite.
 *
 *     x = k π/2 + r, |r| ≤ π/4, in f64: π/2 in 25 + 53 bits, so k times the first part is exact (Cody & Waite 1980)
 *     sin r = r − r³/3! + … + r⁹/9!          cos r = 1 − r²/2! + … − r¹⁰/10!
 */
// @ts-ignore: decorator
@inline
export function wave(x: v128, quarter: i32): v128 {
  const lowX = f64x2.promote_low_f32x4(x);
  const highX = f64x2.promote_low_f32x4(v128.shuffle<u64>(x, x, 1, 0));
  const lowK = f64x2.nearest(f64x2.mul(lowX, f64x2.splat(0.6366197723675814)));
  const highK = f64x2.nearest(f64x2.mul(highX, f64x2.splat(0.6366197723675814)));
  const k = v128.shuffle<u64>(i32x4.trunc_sat_f64x2_s_zero(lowK), i32x4.trunc_sat_f64x2_s_zero(highK), 0, 2);
  const r = v128.shuffle<u64>(f32x4.demote_f64x2_zero(rest(lowX, lowK)), f32x4.demote_f64x2_zero(rest(highX, highK)), 0, 2);
  const square = f32x4.mul(r, r);
  let odd = f32x4.splat(1.0 / 362880.0);
  odd = madd(odd, square, f32x4.splat(-1.0 / 5040.0));
  odd = madd(odd, square, f32x4.splat(1.0 / 120.0));
  odd = madd(odd, square, f32x4.splat(-1.0 / 6.0));
  odd = madd(odd, f32x4.mul(square, r), r);
  // sin −0 = −0
  odd = v128.bitselect(x, odd, f32x4.eq(x, f32x4.splat(0)));
  let even = f32x4.splat(-1.0 / 3628800.0);
  even = madd(even, square, f32x4.splat(1.0 / 40320.0));
  even = madd(even, square, f32x4.splat(-1.0 / 720.0));
  even = madd(even, square, f32x4.splat(1.0 / 24.0));
  // 1 − r²/2 is rounded; what that lost is added to the terms below it.
  const half = f32x4.mul(square, f32x4.splat(0.5));
  const first = f32x4.sub(f32x4.splat(1), half);
  const lost = f32x4.sub(f32x4.sub(f32x4.splat(1), first), half);
  even = f32x4.add(first, madd(f32x4.mul(even, square), square, lost));
  const turn = i32x4.add(k, i32x4.splat(quarter));
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
