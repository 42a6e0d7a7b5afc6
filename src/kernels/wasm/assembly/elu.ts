import { expBelow, expm1 } from "./inline/exp";
import { storeTwo } from "./inline/storeTwo";

/** y = x for x ≥ 0, else α (eˣ − 1). A 0 keeps its sign. */
export function elu(x: usize, y: usize, n: i32, alpha: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    storeTwo(y + i, valueAt(v128.load(x + i), alpha), valueAt(v128.load(x + i, 16), alpha));
  }
}

// @ts-ignore: decorator
@inline
function valueAt(x: v128, alpha: f32): v128 {
  const below = f32x4.mul(expm1(f32x4.pmin(x, f32x4.splat(0))), f32x4.splat(alpha));
  return v128.bitselect(x, below, f32x4.ge(x, f32x4.splat(0)));
}

/** dx = dy for x > 0, else dy α eˣ. */
export function eluGradient(x: usize, dy: usize, dx: usize, n: i32, alpha: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const whole = v128.load(dy + i);
    const below = f32x4.mul(f32x4.mul(whole, f32x4.splat(alpha)), expBelow(value));
    v128.store(dx + i, v128.bitselect(whole, below, f32x4.gt(value, f32x4.splat(0))));
  }
}
