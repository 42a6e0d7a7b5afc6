/**
 * @file Powers of f32 numbers. The logarithm is in f64: it has to be 150 times as accurate as its power.
 */
import { series as exp } from "./exp";

/**
 * x^(p − less) in every lane of f32 numbers, within 1 unit in the last place. NaN unless x is 0, or x and the result
 * are positive and normal: powerOf does the rest.
 */
// @ts-ignore: decorator
@inline
export function usualPower(x: v128, p: v128, less: f64): v128 {
  const shifted = i32x4.sub(x, i32x4.splat(rootHalf));
  const n = i32x4.shr_s(shifted, 23);
  const f = f32x4.sub(i32x4.sub(x, i32x4.shl(n, 23)), f32x4.splat(1));
  const low = usualExponent(f, n, p, less);
  const high = usualExponent(swap(f), swap(n), swap(p), less);
  // 1.5 · 2⁵² + 127: leaves the nearest whole number k, plus 127, in the lowest bits.
  const lowShifted = f64x2.add(low, f64x2.splat(shift));
  const highShifted = f64x2.add(high, f64x2.splat(shift));
  const r = join(remainder(low, lowShifted), remainder(high, highShifted));
  const power = i32x4.shl(v128.shuffle<i32>(lowShifted, highShifted, 0, 2, 4, 6), 23);
  const isNormal = i32x4.lt_u(i32x4.sub(x, i32x4.splat(0x00800000)), i32x4.splat(0x7f000000));
  const v = join(low, high);
  const fits = f32x4.le(f32x4.abs(v), f32x4.splat(126));
  const y = v128.or(f32x4.mul(exp(r), power), v128.not(v128.and(isNormal, fits)));
  const isZero = i32x4.eq(x, i32x4.splat(0));
  if (!v128.any_true(isZero)) return y;
  // There n = −127 and f = 0, so v has the other sign than the exponent.
  const above = f32x4.gt(v, f32x4.splat(0));
  const isKnown = v128.and(isZero, v128.or(above, f32x4.lt(v, f32x4.splat(0))));
  return v128.bitselect(v128.and(above, f32x4.splat(Infinity)), y, isKnown);
}

/** The bits of √½ in f32. */
const rootHalf: i32 = 0x3f3504f3;
const shift: f64 = 6755399441055871;

/** (p − less) log₂ x of the first two lanes, in f64: x = 2ⁿ (1 + f). */
// @ts-ignore: decorator
@inline
function usualExponent(f: v128, n: v128, p: v128, less: f64): v128 {
  const exponent = f64x2.promote_low_f32x4(p);
  const logarithm = log2Of(f64x2.promote_low_f32x4(f), f64x2.convert_low_i32x4_s(n));
  return f64x2.mul(less ? f64x2.sub(exponent, f64x2.splat(less)) : exponent, logarithm);
}

/** ln 2 (v − k) */
// @ts-ignore: decorator
@inline
function remainder(v: v128, shifted: v128): v128 {
  return f64x2.mul(f64x2.sub(v, f64x2.sub(shifted, f64x2.splat(shift))), f64x2.splat(0.6931471805599453));
}

/** The upper two lanes first. */
// @ts-ignore: decorator
@inline
export function swap(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 0);
}

/** Two and two lanes of f64 as f32. */
// @ts-ignore: decorator
@inline
export function join(low: v128, high: v128): v128 {
  return v128.shuffle<u64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
}

/**
 * xᵖ in two lanes of f64 numbers that f32 can hold, as in C, within 3e-9 of it. Beyond the range of f64 it is 0 or
 * Infinity.
 */
export function powerOf(x: v128, p: v128): v128 {
  const size = f64x2.abs(x);
  const power = exp2(f64x2.mul(p, log2(size)));
  // 1ᵖ, (−1)^±∞ and NaN⁰ are 1.
  const isOne = v128.or(f64x2.eq(size, f64x2.splat(1)), f64x2.eq(p, f64x2.splat(0)));
  const y = v128.bitselect(f64x2.splat(1), power, isOne);
  const half = f64x2.mul(p, f64x2.splat(0.5));
  const fractional = f64x2.ne(f64x2.nearest(p), p);
  const odd = v128.andnot(f64x2.ne(f64x2.nearest(half), half), fractional);
  const sign = v128.and(v128.and(x, odd), f64x2.splat(-0.0));
  const negative = v128.and(f64x2.lt(x, f64x2.splat(0)), f64x2.gt(x, f64x2.splat(-Infinity)));
  // A lane of ones is NaN.
  return v128.or(v128.xor(y, sign), v128.and(negative, fractional));
}

/** log₂ x for x ≥ 2⁻¹⁰²²; −Infinity at 0, x at Infinity and NaN. */
// @ts-ignore: decorator
@inline
function log2(x: v128): v128 {
  const shifted = i64x2.add(x, i64x2.splat(0x3ff0000000000000 - 0x3fe6a09e667f3bcd));
  const m = i64x2.add(v128.and(shifted, i64x2.splat(0x000fffffffffffff)), i64x2.splat(0x3fe6a09e667f3bcd));
  // As the lowest bits of 2⁵² + 1023 + n.
  const counted = v128.or(i64x2.shr_u(shifted, 52), i64x2.splat(0x4330000000000000));
  const value = log2Of(f64x2.sub(m, f64x2.splat(1)), f64x2.sub(counted, f64x2.splat(4503599627371519)));
  const usual = v128.bitselect(value, x, f64x2.lt(x, f64x2.splat(Infinity)));
  return v128.bitselect(f64x2.splat(-Infinity), usual, f64x2.eq(x, f64x2.splat(0)));
}

/**
 * log₂ x in f64 for x = 2ⁿ (1 + f), √½ ≤ 1 + f < √2, within 5e-12 of it.
 *
 *     s = f / (2 + f)          log₂(1 + f) = 2 / ln 2 (s + s³/3 + s⁵/5 + …)
 *
 * The series is Abramowitz & Stegun 4.1.27, its five coefficients changed so that the largest error is least (Remez).
 */
// @ts-ignore: decorator
@inline
function log2Of(f: v128, n: v128): v128 {
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const square = f64x2.mul(s, s);
  let series = f64x2.splat(0.34072800825968909);
  series = madd(series, square, f64x2.splat(0.41167282689514417));
  series = madd(series, square, f64x2.splat(0.57708358326944187));
  series = madd(series, square, f64x2.splat(0.96179667335006014));
  series = madd(series, square, f64x2.splat(2.8853900817900802));
  return madd(series, s, n);
}

/**
 * 2ᵛ in f64 within 2e-9 of it, and at whole numbers exact.
 *
 *     v = n + r, |r| ≤ ½          2ᵛ = 2ⁿ (1 + r P(r)), P of degree 5 with the least largest error (Lawson)
 */
// @ts-ignore: decorator
@inline
function exp2(v: v128): v128 {
  const bounded = f64x2.pmax(f64x2.pmin(v, f64x2.splat(1023)), f64x2.splat(-1022));
  // 1.5 · 2⁵² + 1023: leaves n + 1023 in the lowest bits.
  const shifted = f64x2.add(bounded, f64x2.splat(6755399441056767));
  const r = f64x2.sub(bounded, f64x2.sub(shifted, f64x2.splat(6755399441056767)));
  let series = f64x2.splat(0.00015353361942609494);
  series = madd(series, r, f64x2.splat(0.0013398874403967086));
  series = madd(series, r, f64x2.splat(0.009618437357455451));
  series = madd(series, r, f64x2.splat(0.055503324711580294));
  series = madd(series, r, f64x2.splat(0.24022647913632003));
  series = madd(series, r, f64x2.splat(0.6931472028550468));
  const y = f64x2.mul(madd(series, r, f64x2.splat(1)), i64x2.shl(shifted, 52));
  // 0 times Infinity is NaN, and a small number times it is not.
  const below = v128.andnot(y, f64x2.lt(v, f64x2.splat(-1075)));
  return v128.bitselect(f64x2.splat(Infinity), below, f64x2.ge(v, f64x2.splat(1024)));
}

// @ts-ignore: decorator
@inline
function madd(a: v128, b: v128, c: v128): v128 {
  return f64x2.add(f64x2.mul(a, b), c);
}
