/** y = xᵖ for p = 2, 3 or 4, by products. */
export function power(x: usize, y: usize, n: i32, p: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) v128.store(y + i, powerOf(v128.load(x + i), p));
}

/** dx = dy x … x p for p = 2, 3 or 4. If the result fits f32, so does every product; xᵖ⁻¹ alone might not. */
export function powerGradient(x: usize, dy: usize, dx: usize, n: i32, p: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const value = v128.load(x + i);
    let product = f32x4.mul(v128.load(dy + i), value);
    for (let k = 2; k < p; k++) product = f32x4.mul(product, value);
    v128.store(dx + i, f32x4.mul(product, f32x4.splat(<f32>p)));
  }
}

// @ts-ignore: decorator
@inline
function powerOf(x: v128, p: i32): v128 {
  const square = f32x4.mul(x, x);
  return p == 2 ? square : f32x4.mul(square, p == 3 ? x : square);
}
