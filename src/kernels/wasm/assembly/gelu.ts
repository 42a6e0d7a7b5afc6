import { exp } from "./inline/exp";
import { mills } from "./inline/mills";
import { density, farthest } from "./inline/normal";

/**
 * y = x Φ(x). With a = |x| and Φ(−a) = φ(a) M(a), nothing cancels:
 *
 *     x < 0:  −a φ(a) M(a)          else:  a − a φ(a) M(a)
 */
export function gelu(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const size = f32x4.abs(value);
    const a = f32x4.min(size, f32x4.splat(farthest));
    const tail = f32x4.mul(density(a), mills(a));
    const positive = f32x4.sub(size, f32x4.mul(a, tail));
    const negative = f32x4.neg(f32x4.mul(size, tail));
    v128.store(y + i, v128.bitselect(negative, positive, i32x4.shr_s(value, 31)));
  }
}

/** dx = dy (Φ(x) + x φ(x)). With d = φ(a) (M(a) − a), the factor is d for x < 0, else 1 − d. */
export function geluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const size = f32x4.abs(value);
    const a = f32x4.min(size, f32x4.splat(farthest));
    const d = f32x4.mul(density(a), f32x4.sub(mills(a), size));
    const slope = v128.bitselect(d, f32x4.sub(f32x4.splat(1), d), i32x4.shr_s(value, 31));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), slope));
  }
}

/** y = x / (1 + e^(−2u)), which is ½ x (1 + tanh u), u = √(2/π) (x + 0.044715 x³). */
export function tanhGelu(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    v128.store(y + i, f32x4.div(value, f32x4.add(f32x4.splat(1), opposite(value))));
  }
}

/** With s = 1 / (1 + e^(−2u)): dx = dy s (1 + 2 x (1 − s) u′), u′ = √(2/π) (1 + 3 · 0.044715 x²). */
export function tanhGeluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  const one = f32x4.splat(1);
  const limit = f32x4.splat(100);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const given = v128.load(x + i);
    // Beyond ±100 the slope is 1 or 0, and x² would overflow.
    const value = f32x4.max(f32x4.min(given, limit), f32x4.neg(limit));
    const e = opposite(value);
    const s = f32x4.div(one, f32x4.add(one, e));
    // 1 − s = e s, for e = Infinity too.
    const rest = v128.bitselect(f32x4.mul(e, s), f32x4.sub(one, s), f32x4.le(e, one));
    const square = f32x4.mul(value, value);
    const growth = f32x4.mul(f32x4.add(one, f32x4.mul(square, f32x4.splat(0.134145))), f32x4.splat(1.5957691216057308));
    const slope = f32x4.mul(s, f32x4.add(one, f32x4.mul(f32x4.mul(value, rest), growth)));
    // NaN where x is not finite, as in the plain loop.
    const finite = f32x4.add(slope, f32x4.sub(given, given));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), finite));
  }
}

/** e^(−2u) */
// @ts-ignore: decorator
@inline
function opposite(x: v128): v128 {
  const cube = f32x4.mul(f32x4.mul(x, x), f32x4.mul(x, f32x4.splat(0.044715)));
  return exp(f32x4.mul(f32x4.add(x, cube), f32x4.splat(-1.5957691216057308)));
}
