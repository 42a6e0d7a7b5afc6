/** 1 if no element is NaN or an infinity: x − x has no bit set for any other. */
export function allFinite(x: usize, n: i32): i32 {
  let bits = i32x4.splat(0);
  const end = x + (<usize>n << 2);
  for (; x + 32 <= end; x += 32) {
    const a = v128.load(x);
    const b = v128.load(x, 16);
    bits = v128.or(bits, v128.or(f32x4.sub(a, a), f32x4.sub(b, b)));
  }
  for (; x < end; x += 4) {
    const one = v128.load32_splat(x);
    bits = v128.or(bits, f32x4.sub(one, one));
  }
  return i32(!v128.any_true(bits));
}
