import { log } from "./inline/log";
import { join, powerOf, swap, usualPower } from "./inline/powerOf";

/** y = xᵖ */
export function pow(x: usize, p: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const base = v128.load(x + i);
    const exponent = v128.load(p + i);
    const power = usualPower(base, exponent, 0);
    const isUnusual = f32x4.ne(power, power);
    v128.store(y + i, v128.any_true(isUnusual) ? v128.bitselect(powers(base, exponent), power, isUnusual) : power);
  }
}

/** dx = dy p xᵖ⁻¹, and 0 where p = 0. The products are in f64: one of them alone might not fit f32. */
export function powBaseGradient(x: usize, p: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const base = v128.load(x + i);
    const exponent = v128.load(p + i);
    const seed = v128.load(dy + i);
    const power = usualPower(base, exponent, 1);
    let low = f64x2.promote_low_f32x4(power);
    let high = f64x2.promote_low_f32x4(swap(power));
    if (v128.any_true(f32x4.ne(power, power))) {
      low = completed(low, base, exponent);
      high = completed(high, swap(base), swap(exponent));
    }
    const slopes = join(product(seed, exponent, low), product(swap(seed), swap(exponent), high));
    v128.store(dx + i, v128.andnot(slopes, f32x4.eq(exponent, f32x4.splat(0))));
  }
}

/** dp = dy y ln x, and 0 where x = 0 and y is finite. The products are in f64. */
export function powExponentGradient(x: usize, y: usize, dy: usize, dp: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const base = v128.load(x + i);
    const power = v128.load(y + i);
    const seed = v128.load(dy + i);
    const logarithm = log(base);
    const low = product(seed, power, f64x2.promote_low_f32x4(logarithm));
    const high = product(swap(seed), swap(power), f64x2.promote_low_f32x4(swap(logarithm)));
    const isLimit = v128.and(f32x4.eq(base, f32x4.splat(0)), f32x4.lt(f32x4.abs(power), f32x4.splat(Infinity)));
    v128.store(dp + i, v128.andnot(join(low, high), isLimit));
  }
}

/** xᵖ in every lane. */
function powers(x: v128, p: v128): v128 {
  const low = powerOf(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(p));
  return join(low, powerOf(f64x2.promote_low_f32x4(swap(x)), f64x2.promote_low_f32x4(swap(p))));
}

/** The powers of the first two lanes, or x^(p − 1) where they are NaN. */
// @ts-ignore: decorator
@inline
function completed(power: v128, x: v128, p: v128): v128 {
  const exponent = f64x2.sub(f64x2.promote_low_f32x4(p), f64x2.splat(1));
  return v128.bitselect(power, powerOf(f64x2.promote_low_f32x4(x), exponent), f64x2.eq(power, power));
}

/** a b c in the first two lanes: a and b are in f32, c in f64. */
// @ts-ignore: decorator
@inline
function product(a: v128, b: v128, c: v128): v128 {
  return f64x2.mul(f64x2.mul(f64x2.promote_low_f32x4(a), f64x2.promote_low_f32x4(b)), c);
}
