import { madd } from "./madd";

/**
 * Here n is −191, and the exponent's bits of 2ⁿ⁺⁶⁴ are all 0: far below, eˣ is 0 without an underflow. On some
 * processors an underflow takes 100 times as long as a product.
 */
const lowest: f32 = -132.5;

/**
 * eˣ in every lane, within 1 unit in the last place; 0 below −104, Infinity above 89, NaN for NaN.
 *
 *     x = n ln 2 + r, |r| ≤ ½ ln 2          eˣ = 2ⁿ eʳ
 *
 * 2ⁿ is applied as 2ⁿ⁻¹ and 2, or far below 0 as 2ⁿ⁺⁶⁴ and 2⁻⁶⁴: results beyond the normal range come out right.
 */
export function exp(x: v128): v128 {
  const bounded = f32x4.pmax(f32x4.pmin(x, f32x4.splat(89)), f32x4.splat(lowest));
  const offset = v128.and(f32x4.lt(x, f32x4.splat(-64)), i32x4.splat(65 << 23));
  const shifted = powerIn(bounded, shift - 1);
  const power = i32x4.add(i32x4.shl(shifted, 23), offset);
  const rest = f32x4.mul(series(remainder(bounded, shifted, shift - 1)), power);
  return f32x4.mul(rest, i32x4.sub(f32x4.splat(2), offset));
}

/** eˣ in every lane for x ≤ 0, the same. Here 2ⁿ is applied as 2ⁿ⁺⁶⁴ and 2⁻⁶⁴. */
// @ts-ignore: decorator
@inline
export function expBelow(x: v128): v128 {
  const bounded = f32x4.pmax(x, f32x4.splat(lowest));
  const shifted = powerIn(bounded, shift + 64);
  const rest = f32x4.mul(series(remainder(bounded, shifted, shift + 64)), i32x4.shl(shifted, 23));
  return f32x4.mul(rest, f32x4.splat(5.421010862427522e-20));
}

/** e^(x − l) in every lane for −105 ≤ x ≤ 0 and a small l ≥ 0: x is exact, l is what rounding took from it. */
// @ts-ignore: decorator
@inline
export function expOfParts(x: v128, l: v128): v128 {
  const shifted = powerIn(f32x4.sub(x, l), shift + 64);
  const r = f32x4.sub(remainder(x, shifted, shift + 64), l);
  return f32x4.mul(f32x4.mul(series(r), i32x4.shl(shifted, 23)), f32x4.splat(5.421010862427522e-20));
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
  const shifted = powerIn(bounded, shift);
  const power = i32x4.shl(shifted, 23);
  const rest = seriesMinusOne(remainder(bounded, shifted, shift));
  return f32x4.add(f32x4.mul(rest, power), f32x4.sub(power, f32x4.splat(1)));
}

/**
 * 1.5 · 2²³ + 127: added to a number it leaves its nearest whole number n in the lowest bits, without a conversion.
 * n + 127 moved to the exponent's bits is 2ⁿ.
 */
const shift: f32 = 12583039;

/** n of eˣ = 2ⁿ eʳ, plus `shift` */
// @ts-ignore: decorator
@inline
function powerIn(x: v128, shift: f32): v128 {
  return f32x4.add(f32x4.mul(x, f32x4.splat(1.4426950408889634)), f32x4.splat(shift));
}

/**
 * r = x − n ln 2. ln 2 is in two parts. The first has few bits, so n times it is exact (Cody & Waite 1980).
 */
// @ts-ignore: decorator
@inline
function remainder(x: v128, shifted: v128, shift: f32): v128 {
  const n = f32x4.sub(shifted, f32x4.splat(shift));
  const rest = f32x4.sub(x, f32x4.mul(n, f32x4.splat(0.693359375)));
  return f32x4.sub(rest, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
}

/** eʳ for |r| ≤ ½ ln 2, within 1 unit in the last place. */
// @ts-ignore: decorator
@inline
export function series(r: v128): v128 {
  return f32x4.add(seriesMinusOne(r), f32x4.splat(1));
}

/**
 * eʳ − 1 for |r| ≤ ½ ln 2: r + r² P(r), where P has degree 4 and the least largest error, 4e-9 of eʳ (Remez).
 * Pairs of terms are independent, so that they are computed at the same time (Estrin 1960).
 */
// @ts-ignore: decorator
@inline
function seriesMinusOne(r: v128): v128 {
  const square = f32x4.mul(r, r);
  const low = madd(f32x4.splat(0.1666651964187622), r, f32x4.splat(0.4999999403953552));
  const middle = madd(f32x4.splat(0.008368921466171741), r, f32x4.splat(0.04166840761899948));
  const high = madd(f32x4.splat(0.0013814173871651292), square, middle);
  return madd(madd(high, square, low), square, r);
}
