/** 1 if no element is NaN or an infinity: x − x has no bit set for any other. */
export function allFinite(x: usize, n: i32): i32 {
  let bits = i32x4.splat(0);
  let i = 0;
  for (; i + 16 <= n; i += 16) {
    const a = v128.load(x);
    const b = v128.load(x, 16);
    const c = v128.load(x, 32);
    const d = v128.load(x, 48);
    const left = v128.or(f32x4.sub(a, a), f32x4.sub(b, b));
    const right = v128.or(f32x4.sub(c, c), f32x4.sub(d, d));
    bits = v128.or(bits, v128.or(left, right));
    x += 64;
  }
  for (; i < n; i++) {
    const one = v128.load32_splat(x);
    bits = v128.or(bits, f32x4.sub(one, one));
    x += 4;
  }
  return i32(!v128.any_true(bits));
}
