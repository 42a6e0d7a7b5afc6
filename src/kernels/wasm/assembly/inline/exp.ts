import { madd } from "./madd";

/**
 * eˣ in every lane, within 2 units in the last place; 0 below −104, Infinity above 89, NaN for NaN.
 *
 *     x = n ln 2 + r, |r| ≤ ½ ln 2          eˣ = 2ⁿ (1 + r + r²/2! + … + r⁷/7!)
 *
 * 2ⁿ is applied in two halves, so that results below the normal range come out right.
 */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(100)), f32x4.splat(-120));
  const shifted = powerIn(bounded);
  const mantissa = f32x4.add(restMinusOne(bounded, f32x4.sub(shifted, f32x4.splat(shift))), f32x4.splat(1));
  const whole = i32x4.sub(shifted, f32x4.splat(shift));
  const half = i32x4.shr_s(whole, 1);
  return f32x4.mul(f32x4.mul(mantissa, powerOfTwo(half)), powerOfTwo(i32x4.sub(whole, half)));
}

/**
 * eˣ − 1 in every lane for x ≤ 88, within 2 units in the last place; NaN for NaN.
 *
 *     2ⁿ (eʳ − 1) + (2ⁿ − 1)          near 0, where n = 0, nothing cancels
 */
// @ts-ignore: decorator
@inline
export function expm1(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(-50));
  const shifted = powerIn(bounded);
  const power = powerOfTwo(i32x4.sub(shifted, f32x4.splat(shift)));
  const rest = restMinusOne(bounded, f32x4.sub(shifted, f32x4.splat(shift)));
  return f32x4.add(f32x4.mul(rest, power), f32x4.sub(power, f32x4.splat(1)));
}

/** 1.5 · 2²³: added to a number it leaves its nearest whole number in the lowest bits, with no conversion. */
const shift: f32 = 12582912;

/** n of eˣ = 2ⁿ eʳ, plus `shift` */
// @ts-ignore: decorator
@inline
function powerIn(x: v128): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(shift));
}

/**
 * eʳ − 1 with r = x − n ln 2. ln 2 is subtracted in two parts, the first with few enough bits that n times it is exact
 * (Cody & Waite 1980). Pairs of terms are independent, so that they are computed at the same time.
 */
// @ts-ignore: decorator
@inline
function restMinusOne(x: v128, n: v128): v128 {
  const rest = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  const r = f32x4.sub(rest, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  const square = f32x4.mul(r, r);
  const low = madd(f32x4.splat(1.0 / 6.0), r, f32x4.splat(0.5));
  const middle = madd(f32x4.splat(1.0 / 120.0), r, f32x4.splat(1.0 / 24.0));
  const high = madd(f32x4.splat(1.0 / 5040.0), r, f32x4.splat(1.0 / 720.0));
  return madd(madd(madd(high, square, middle), square, low), square, r);
}

/** 2ⁿ for n in −126 … 127, by its exponent bits. */
// @ts-ignore: decorator
@inline
function powerOfTwo(n: v128): v128 {
  return i32x4.shl(i32x4.add(n, i32x4.splat(127)), 23);
}
