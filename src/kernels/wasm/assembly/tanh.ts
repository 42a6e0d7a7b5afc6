import { expm1 } from "./inline/exp";

/** y = tanh x = E / (E + 2) with the sign of x, E = e^(2|x|) − 1: nothing cancels near 0, and from 20 on y is 1. */
export function tanh(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const size = f32x4.abs(value);
    const e = expm1(f32x4.pmin(f32x4.add(size, size), f32x4.splat(40)));
    const quotient = f32x4.div(e, f32x4.add(e, f32x4.splat(2)));
    v128.store(y + i, v128.bitselect(value, quotient, f32x4.splat(-0.0)));
  }
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
