import { exp } from "./inline/exp";
import { mills } from "./inline/mills";
import { bell, farthest } from "./inline/normal";
import { storeTwo } from "./inline/storeTwo";

/** y = x Φ(x) */
export function gelu(x: usize, y: usize, n: i32): void {
  geluWithSlopes(x, y, 0, n);
}

/**
 * y = x Φ(x), and its slope Φ(x) + x φ(x) unless the address of slopes is 0. The two share all but their last steps.
 * With a = |x|, b = e^(−a²/2) and Φ(−a) = b M(a), nothing cancels:
 *
 *     Φ(x) + x φ(x) = d for x < 0, else 1 − d          d = b (M(a) − a / √(2π))
 */
export function geluWithSlopes(x: usize, y: usize, slopes: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    const value = v128.load(x + i);
    const next = v128.load(x + i, 16);
    const a = f32x4.pmin(f32x4.abs(value), f32x4.splat(farthest));
    const b = f32x4.pmin(f32x4.abs(next), f32x4.splat(farthest));
    const bellA = bell(a);
    const bellB = bell(b);
    const ratioA = mills(a);
    const ratioB = mills(b);
    if (slopes) storeTwo(slopes + i, slope(value, bellA, ratioA), slope(next, bellB, ratioB));
    storeTwo(y + i, product(value, f32x4.mul(bellA, ratioA)), product(next, f32x4.mul(bellB, ratioB)));
  }
}

/** x Φ(x) from Φ(−a): −a Φ(−a) for x < 0, else a − a Φ(−a). At −∞ it is NaN, as in the plain loop. */
// @ts-ignore: decorator
@inline
function product(x: v128, tail: v128): v128 {
  const size = f32x4.abs(f32x4.pmin(x, f32x4.splat(1e38)));
  return f32x4.sub(f32x4.pmax(x, f32x4.splat(0)), f32x4.mul(size, tail));
}

// @ts-ignore: decorator
@inline
function slope(x: v128, bell: v128, ratio: v128): v128 {
  const d = f32x4.mul(bell, f32x4.sub(ratio, f32x4.mul(f32x4.abs(x), f32x4.splat(0.3989422804014327))));
  return v128.bitselect(d, f32x4.sub(f32x4.splat(1), d), i32x4.shr_s(x, 31));
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

/** dx = dy slope */
export function timesSlopes(slopes: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    const first = f32x4.mul(v128.load(slopes + i), v128.load(dy + i));
    storeTwo(dx + i, first, f32x4.mul(v128.load(slopes + i, 16), v128.load(dy + i, 16)));
  }
}
