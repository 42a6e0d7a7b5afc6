/** db = −dy y / b, where y = a / b. */
export function divGradient(dy: usize, y: usize, b: usize, db: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const product = f32x4.mul(v128.load(dy + i), v128.load(y + i));
    v128.store(db + i, f32x4.neg(f32x4.div(product, v128.load(b + i))));
  }
}
