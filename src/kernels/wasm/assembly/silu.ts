import { decay, numerator } from "./inline/sigma";
import { storeTwo } from "./inline/storeTwo";

/** y = x σ(x). */
export function silu(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    storeTwo(y + i, valueAt(v128.load(x + i)), valueAt(v128.load(x + i, 16)));
  }
}

// @ts-ignore: decorator
@inline
function valueAt(x: v128): v128 {
  const e = decay(x);
  return f32x4.div(f32x4.mul(x, numerator(x, e)), f32x4.add(f32x4.splat(1), e));
}

/** dx = dy σ (1 + x (1 − σ)). */
export function siluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  const one = f32x4.splat(1);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const e = decay(value);
    const scale = f32x4.div(one, f32x4.add(one, e));
    const sigma = f32x4.mul(numerator(value, e), scale);
    const rest = f32x4.mul(numerator(f32x4.neg(value), e), scale);
    const slope = f32x4.mul(sigma, f32x4.add(one, f32x4.mul(value, rest)));
    v128.store(dx + i, f32x4.mul(v128.load(dy + i), slope));
  }
}
