import { exp, expm1 } from "./inline/exp";

/** y = x for x ≥ 0, else α (eˣ − 1). A 0 keeps its sign. */
export function elu(x: usize, y: usize, n: i32, alpha: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const below = f32x4.mul(expm1(f32x4.min(value, f32x4.splat(0))), f32x4.splat(alpha));
    v128.store(y + i, v128.bitselect(value, below, f32x4.ge(value, f32x4.splat(0))));
  }
}

/** dx = dy for x > 0, else dy α eˣ. */
export function eluGradient(x: usize, dy: usize, dx: usize, n: i32, alpha: f32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const whole = v128.load(dy + i);
    const below = f32x4.mul(f32x4.mul(whole, f32x4.splat(alpha)), exp(value));
    v128.store(dx + i, v128.bitselect(whole, below, f32x4.gt(value, f32x4.splat(0))));
  }
}
