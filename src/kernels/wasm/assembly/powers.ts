/** y = xᵖ for p = 2, 3 or 4, by products. */
export function power(x: usize, y: usize, n: i32, p: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, powerOf(v128.load(x + i), p));
}

/** dx = dy p xᵖ⁻¹ for p = 2, 3 or 4. */
export function powerGradient(x: usize, dy: usize, dx: usize, n: i32, p: i32): void {
  const factor = f32x4.splat(<f32>p);
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    v128.store(dx + i, f32x4.mul(f32x4.mul(v128.load(dy + i), factor), powerOf(v128.load(x + i), p - 1)));
  }
}

// @ts-ignore: decorator
@inline
function powerOf(x: v128, p: i32): v128 {
  if (p == 1) return x;
  const square = f32x4.mul(x, x);
  return p == 2 ? square : f32x4.mul(square, p == 3 ? x : square);
}
