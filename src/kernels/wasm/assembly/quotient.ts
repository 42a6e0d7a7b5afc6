/** db = −(dy / b) y, where y = a / b. Divided first: dy y could leave the range of f32 where the result does not. */
export function divGradient(dy: usize, y: usize, b: usize, db: usize, n: i32): void {
  for (let i: usize = 0; i < <usize>n << 2; i += 16) {
    const share = f32x4.div(v128.load(dy + i), v128.load(b + i));
    v128.store(db + i, f32x4.neg(f32x4.mul(share, v128.load(y + i))));
  }
}
