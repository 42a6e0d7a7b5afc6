import { bytes } from "./inline/convolution";
import { total } from "./inline/pairs";

/** y[r] = Σⱼ x[r, j], in f64: eight numbers at a time in four pairs of sums. y is f64. */
export function sumRows(x: usize, y: usize, rows: i32, length: i32): void {
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
    let sum = total(f64x2.add(f64x2.add(s0, s1), f64x2.add(s2, s3)));
    for (; j < length; j++) {
      sum += <f64>load<f32>(x);
      x += 4;
    }
    store<f64>(y, sum);
    y += 8;
  }
}

/** y[o, i] = Σⱼ x[o, j, i], in f64, eight columns at a time. y is f64, with room for 7 numbers behind its end. */
export function sumColumns(x: usize, y: usize, outer: i32, length: i32, inner: i32): void {
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < inner; i += 8) {
      let s0 = f64x2.splat(0);
      let s1 = s0;
      let s2 = s0;
      let s3 = s0;
      let at = x + bytes(i);
      for (let j = 0; j < length; j++) {
        s0 = f64x2.add(s0, f64x2.promote_low_f32x4(v128.load64_zero(at)));
        s1 = f64x2.add(s1, f64x2.promote_low_f32x4(v128.load64_zero(at, 8)));
        s2 = f64x2.add(s2, f64x2.promote_low_f32x4(v128.load64_zero(at, 16)));
        s3 = f64x2.add(s3, f64x2.promote_low_f32x4(v128.load64_zero(at, 24)));
        at += bytes(inner);
      }
      const to = y + (<usize>i << 3);
      v128.store(to, s0);
      v128.store(to, s1, 16);
      v128.store(to, s2, 32);
      v128.store(to, s3, 48);
    }
    x += bytes(length * inner);
    y += <usize>inner << 3;
  }
}
