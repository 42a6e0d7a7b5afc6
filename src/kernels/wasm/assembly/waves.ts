import { storeTwo } from "./inline/storeTwo";
import { wave } from "./inline/wave";

/** y = sin x, or NaN where a finite |x| is 2¹⁷ or more. Returns 1 if there may be some, for the loop to do, else 0. */
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
  for (let i: usize = 0; i < <usize>n << 2; i += 32) {
    const first = v128.load(x + i);
    const second = v128.load(x + i, 16);
    let firstWave = wave(first, quarter);
    let secondWave = wave(second, quarter);
    if (dy) {
      firstWave = f32x4.mul(firstWave, v128.load(dy + i));
      secondWave = f32x4.mul(secondWave, v128.load(dy + i, 16));
    }
    // A lane of ones is NaN.
    storeTwo(y + i, v128.or(firstWave, isLarge(first)), v128.or(secondWave, isLarge(second)));
    beyond = v128.or(beyond, v128.or(isLarge(first), isLarge(second)));
  }
  return v128.any_true(beyond) ? 1 : 0;
}

/** Ones where the magnitude is finite, and 2¹⁷ or more. */
// @ts-ignore: decorator
@inline
function isLarge(x: v128): v128 {
  const size = f32x4.abs(x);
  return v128.and(f32x4.ge(size, f32x4.splat(131072)), f32x4.lt(size, f32x4.splat(Infinity)));
}
