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
