import { total } from "./inline/pairs";
import { sign } from "./inline/sign";

/**
 * Losses of x against t: the sum over all elements in f64, and dx = scale ∂loss/∂x. `delta` is that of huber.
 * A sum takes the differences in f64, as its loop does.
 */

/** Σ (x − t)² */
export function mse(x: usize, t: usize, n: i32): f64 {
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 8) {
    const e = difference(x, t, n, i);
    sum = f64x2.add(sum, f64x2.mul(e, e));
  }
  return total(sum);
}

/** dx = 2 scale (x − t) */
export function mseGradient(x: usize, t: usize, dx: usize, n: i32, scale: f32): void {
  const factor = f32x4.splat(2 * scale);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, f32x4.mul(f32x4.sub(v128.load(x + i), v128.load(t + i)), factor));
  }
}

/** Σ |x − t| */
export function l1(x: usize, t: usize, n: i32): f64 {
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 8) sum = f64x2.add(sum, f64x2.abs(difference(x, t, n, i)));
  return total(sum);
}

/** dx = scale sign(x − t) */
export function l1Gradient(x: usize, t: usize, dx: usize, n: i32, scale: f32): void {
  const factor = f32x4.splat(scale);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const e = f32x4.sub(v128.load(x + i), v128.load(t + i));
    v128.store(dx + i, f32x4.mul(sign(e), factor));
  }
}

/** Σ ½ e² for |e| ≤ δ, else δ (|e| − ½ δ), which is c (|e| − ½ c) with c = min(|e|, δ). */
export function huber(x: usize, t: usize, n: i32, delta: f64): f64 {
  let sum = f64x2.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 8) {
    const e = f64x2.abs(difference(x, t, n, i));
    const c = f64x2.pmin(e, f64x2.splat(delta));
    sum = f64x2.add(sum, f64x2.mul(c, f64x2.sub(e, f64x2.mul(c, f64x2.splat(0.5)))));
  }
  return total(sum);
}

/** dx = scale (x − t), held within ±scale δ */
export function huberGradient(x: usize, t: usize, dx: usize, n: i32, scale: f32, delta: f32): void {
  const limit = f32x4.splat(delta);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const e = f32x4.sub(v128.load(x + i), v128.load(t + i));
    const held = f32x4.max(f32x4.min(e, limit), f32x4.neg(limit));
    v128.store(dx + i, f32x4.mul(held, f32x4.splat(scale)));
  }
}

/** Two elements of x − t from byte i on, or one and a 0 at the end. */
// @ts-ignore: decorator
@inline
function difference(x: usize, t: usize, n: i32, i: usize): v128 {
  if (i + 4 == <usize>n << 2) return promoted(v128.load32_zero(x + i), v128.load32_zero(t + i));
  return promoted(v128.load64_zero(x + i), v128.load64_zero(t + i));
}

// @ts-ignore: decorator
@inline
function promoted(x: v128, t: v128): v128 {
  return f64x2.sub(f64x2.promote_low_f32x4(x), f64x2.promote_low_f32x4(t));
}
