import { madd } from "./madd";

/** The bits of √½. */
const rootHalf: i32 = 0x3f3504f3;

/**
 * ln x in every lane, within 1 unit in the last place; −Infinity at 0, NaN below.
 *
 *     x = 2ⁿ (1 + f), √½ ≤ 1 + f < √2          s = f / (2 + f)
 *     ln(1 + f) = 2 (s + s³/3 + s⁵/5 + s⁷/7 + s⁹/9 + …) = f − ½ f² + s (½ f² + R)          R = 2 s² (1/3 + s²/5 + …)
 *
 * The series is Abramowitz & Stegun 4.1.27. Its first three coefficients are changed so that the largest error is least
 * (Remez): 1e-9 of ln(1 + f). The second form keeps f exact, as fdlibm does. n ln 2 is added in two parts, the first
 * exact.
 */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  // Numbers below the normal range are scaled into it.
  const small = f32x4.lt(x, f32x4.splat(1.1754943508222875e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, small);
  const power = i32x4.shr_s(i32x4.sub(scaled, i32x4.splat(rootHalf)), 23);
  const mantissa = i32x4.sub(scaled, i32x4.shl(power, 23));
  const n = f32x4.convert_i32x4_s(i32x4.add(power, v128.and(small, i32x4.splat(-23))));
  const f = f32x4.sub(mantissa, f32x4.splat(1));
  const s = f32x4.div(f, f32x4.add(f, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let series = f32x4.splat(0.2987215518951416);
  series = madd(series, square, f32x4.splat(0.39977526664733887));
  series = madd(series, square, f32x4.splat(0.6666677594184875));
  const half = f32x4.mul(f32x4.mul(f, f), f32x4.splat(0.5));
  const correction = f32x4.mul(s, f32x4.add(half, f32x4.mul(series, square)));
  const low = f32x4.add(correction, f32x4.mul(n, f32x4.splat(-2.12194440e-4)));
  const value = f32x4.add(f32x4.mul(n, f32x4.splat(0.693359375)), f32x4.sub(f, f32x4.sub(half, low)));
  // x itself at Infinity and NaN, −∞ at 0; NaN below 0.
  const usual = v128.bitselect(value, x, f32x4.lt(x, f32x4.splat(Infinity)));
  const positive = v128.bitselect(f32x4.splat(-Infinity), usual, f32x4.eq(x, f32x4.splat(0)));
  return v128.bitselect(f32x4.splat(NaN), positive, f32x4.lt(x, f32x4.splat(0)));
}

/**
 * ln(1 + e) in every lane for e in [0, 1], within 2 units in the last place: e − s (e − R), s = e / (2 + e) ≤ 1/3.
 * R has five coefficients, changed likewise: the error is 2e-10 of it.
 */
// @ts-ignore: decorator
@inline
export function log1p(e: v128): v128 {
  const s = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
  const square = f32x4.mul(s, s);
  let series = f32x4.splat(0.24300935864448547);
  series = madd(series, square, f32x4.splat(0.21427658200263977));
  series = madd(series, square, f32x4.splat(0.2861688435077667));
  series = madd(series, square, f32x4.splat(0.3999887704849243));
  series = madd(series, square, f32x4.splat(0.6666667461395264));
  return f32x4.sub(e, f32x4.mul(s, f32x4.sub(e, f32x4.mul(series, square))));
}
