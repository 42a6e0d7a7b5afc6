/** y = max(x, 0); NaN stays NaN. */
export function relu(x: usize, y: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, f32x4.max(v128.load(x + i), f32x4.splat(0)));
}

/** dx = dy where x > 0, else 0. */
export function reluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, v128.and(v128.load(dy + i), f32x4.gt(v128.load(x + i), f32x4.splat(0))));
  }
}
