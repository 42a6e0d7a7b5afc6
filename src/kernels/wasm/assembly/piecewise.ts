import { sign } from "./inline/sign";

/** y = |x| */
export function abs(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.abs(v128.load(x + i)));
}

/** dx = dy sign x */
export function absGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(dx + i, f32x4.mul(v128.load(dy + i), sign(v128.load(x + i))));
}

/** y = √x */
export function sqrt(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.sqrt(v128.load(x + i)));
}

/** dx = dy / (2 y) */
export function sqrtGradient(y: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const root = v128.load(y + i);
    v128.store(dx + i, f32x4.div(v128.load(dy + i), f32x4.add(root, root)));
  }
}

/** y = x, but at least min and at most max. */
export function clamp(x: usize, y: usize, n: i32, min: f32, max: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(y + i, f32x4.pmin(f32x4.pmax(v128.load(x + i), f32x4.splat(min)), f32x4.splat(max)));
  }
}

/** dx = dy for min ≤ x ≤ max, else 0. */
export function clampGradient(x: usize, dy: usize, dx: usize, n: i32, min: f32, max: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const inside = v128.and(f32x4.ge(value, f32x4.splat(min)), f32x4.le(value, f32x4.splat(max)));
    v128.store(dx + i, v128.and(v128.load(dy + i), inside));
  }
}

/** y = x for x > 0, else slope x. */
export function leakyRelu(x: usize, y: usize, n: i32, slope: f64): void {
  leakyReluGradient(x, x, y, n, slope);
}

/** dx = dy for x > 0, else slope dy. */
export function leakyReluGradient(x: usize, dy: usize, dx: usize, n: i32, slope: f64): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const whole = v128.load(dy + i);
    const part = scaled(whole, f64x2.splat(slope));
    v128.store(dx + i, v128.bitselect(whole, part, f32x4.gt(v128.load(x + i), f32x4.splat(0))));
  }
}

/** y = max(a, b), NaN where one is. */
export function maximum(a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.max(v128.load(a + i), v128.load(b + i)));
}

/** y = min(a, b), NaN where one is. */
export function minimum(a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.min(v128.load(a + i), v128.load(b + i)));
}

/** dx = dy where sign · own > sign · other, ½ dy where equal, else 0; NaN is greater than every number. */
export function winner(own: usize, other: usize, dy: usize, dx: usize, n: i32, sign: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const a = f32x4.mul(v128.load(own + i), f32x4.splat(sign));
    const b = f32x4.mul(v128.load(other + i), f32x4.splat(sign));
    const wins = v128.or(f32x4.gt(a, b), f32x4.ne(a, a));
    const loses = v128.or(f32x4.lt(a, b), f32x4.ne(b, b));
    const whole = v128.load(dy + i);
    const half = f32x4.mul(whole, f32x4.splat(0.5));
    v128.store(dx + i, v128.bitselect(v128.and(whole, wins), half, v128.xor(wins, loses)));
  }
}

/** y = a where the condition is not 0, else b. */
export function where(condition: usize, a: usize, b: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(y + i, v128.bitselect(v128.load(a + i), v128.load(b + i), isSet(condition + i)));
  }
}

/** dx = dy where the condition is not 0, else 0. */
export function whereSet(condition: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(dx + i, v128.and(v128.load(dy + i), isSet(condition + i)));
}

/** dx = dy where the condition is 0, else 0. */
export function whereZero(condition: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(dx + i, v128.andnot(v128.load(dy + i), isSet(condition + i)));
}

// @ts-ignore: decorator
@inline
function isSet(condition: usize): v128 {
  return f32x4.ne(v128.load(condition), f32x4.splat(0));
}

/** x times a number in f64, rounded once. */
// @ts-ignore: decorator
@inline
function scaled(x: v128, factor: v128): v128 {
  const low = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.promote_low_f32x4(x), factor));
  const upper = v128.shuffle<u64>(x, x, 1, 0);
  const high = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.promote_low_f32x4(upper), factor));
  return v128.shuffle<u64>(low, high, 0, 2);
}
