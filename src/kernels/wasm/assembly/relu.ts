/** y = max(x, 0): 0 where x ≤ 0, else x. So NaN stays NaN, and −0 becomes 0. */
export function relu(x: usize, y: usize, n: i32): void {
  reluGradient(x, x, y, n);
}

/** dx = 0 where x ≤ 0, else dy. */
export function reluGradient(x: usize, dy: usize, dx: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, v128.andnot(v128.load(dy + i), f32x4.le(v128.load(x + i), f32x4.splat(0))));
  }
}
