import { wave } from "./inline/wave";

/** y = sin x, or NaN where a finite |x| is 2²⁸ or more. Returns 1 if there may be some, for the loop to do, else 0. */
export function sin(x: usize, y: usize, n: i32): i32 {
  return waves(x, 0, y, n, 0);
}

/** y = cos x, likewise. */
export function cos(x: usize, y: usize, n: i32): i32 {
  return waves(x, 0, y, n, 1);
}

/** dx = dy cos x, likewise. */
export function sinGradient(x: usize, dy: usize, dx: usize, n: i32): i32 {
  return waves(x, dy, dx, n, 1);
}

/** dx = −dy sin x, likewise. */
export function cosGradient(x: usize, dy: usize, dx: usize, n: i32): i32 {
  return waves(x, dy, dx, n, 2);
}

/** y = sin(x + quarter π/2), times dy unless its address is 0. */
function waves(x: usize, dy: usize, y: usize, n: i32, quarter: i32): i32 {
  let beyond = i32x4.splat(0);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    const factor = dy ? v128.load(dy + i) : f32x4.splat(1);
    const size = f32x4.abs(value);
    const isLarge = v128.and(f32x4.ge(size, f32x4.splat(268435456)), f32x4.lt(size, f32x4.splat(Infinity)));
    // A lane of ones is NaN.
    v128.store(y + i, v128.or(f32x4.mul(wave(value, quarter), factor), isLarge));
    beyond = v128.or(beyond, isLarge);
  }
  return v128.any_true(beyond) ? 1 : 0;
}
