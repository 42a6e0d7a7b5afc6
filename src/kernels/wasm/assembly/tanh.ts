import { exp } from "./inline/exp";

/**
 * y = tanh x, of odd symmetry, so computed for |x| and given x's sign.
 *
 *     |x| ≥ ½:  1 − 2 / (e²ˣ + 1)
 *     |x| < ½:  x − x³/3 + 2x⁵/15 − …, where the difference above would cancel
 */
export function tanh(x: usize, y: usize, n: i32): void {
  const signBit = f32x4.splat(-0.0);
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const signed = v128.load(x + i);
    const a = f32x4.abs(signed);
    const large = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp(f32x4.add(a, a)), one)));
    const small = tanhSeries(a);
    const value = v128.bitselect(small, large, f32x4.lt(a, f32x4.splat(0.5)));
    v128.store(y + i, v128.or(value, v128.and(signed, signBit)));
  }
}

/**
 * The series of tanh to x¹⁵, its coefficients 2²ⁿ (2²ⁿ − 1) B₂ₙ / (2n)! — Abramowitz & Stegun, 4.5.64.
 */
function tanhSeries(a: v128): v128 {
  const square = f32x4.mul(a, a);
  let series = f32x4.splat(-929569.0 / 638512875.0);
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(21844.0 / 6081075.0));
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(-1382.0 / 155925.0));
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(62.0 / 2835.0));
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(-17.0 / 315.0));
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(2.0 / 15.0));
  series = f32x4.add(f32x4.mul(series, square), f32x4.splat(-1.0 / 3.0));
  return f32x4.add(a, f32x4.mul(f32x4.mul(series, square), a));
}

/** dx = dy (1 − y²), with 1 − y² as (1 − y) (1 + y), which is exact to the last places near |y| = 1. */
export function tanhGradient(y: usize, dy: usize, dx: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(y + i);
    const slope = f32x4.mul(f32x4.sub(one, value), f32x4.add(one, value));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), slope));
  }
}
