/** y[r] = Σⱼ x[r, j], in f64: eight numbers at a time in four pairs of sums. `double`: y is f64, else f32. */
export function sumRows(x: usize, y: usize, rows: i32, length: i32, double: bool): void {
  for (let row = 0; row < rows; row++) {
    let s0 = f64x2.splat(0);
    let s1 = s0;
    let s2 = s0;
    let s3 = s0;
    let j = 0;
    for (; j + 8 <= length; j += 8) {
      s0 = f64x2.add(s0, f64x2.promote_low_f32x4(v128.load64_zero(x)));
      s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.load64_zero(x, 8)));
      s2 = f64x2.add(s2, f64x2.promote_low_f32x4(v128.load64_zero(x, 16)));
      s3 = f64x2.add(s3, f64x2.promote_low_f32x4(v128.load64_zero(x, 24)));
      x += 32;
    }
    const pairs = f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3));
    let sum = f64x2.extract_lane(pairs, 0) + f64x2.extract_lane(pairs, 1);
    for (; j < length; j++) {
      sum += <f64>load<f32>(x);
      x += 4;
    }
    if (double) store<f64>(y + (<usize>row << 3), sum);
    else store<f32>(y + (<usize>row << 2), <f32>sum);
  }
}

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
