import { madd } from "./inline/madd";

/**
 * The machine's limit for multiply-add: 12 sums that stay in registers, 96 floating-point operations a round.
 * The result depends on all of them, so that none can be left out.
 */
export function peak(rounds: i32, factor: f32): f32 {
  const x = f32x4.splat(factor);
  let s0 = x;
  let s1 = x;
  let s2 = x;
  let s3 = x;
  let s4 = x;
  let s5 = x;
  let s6 = x;
  let s7 = x;
  let s8 = x;
  let s9 = x;
  let s10 = x;
  let s11 = x;
  for (let round = 0; round < rounds; round++) {
    s0 = madd(s0, x, x);
    s1 = madd(s1, x, x);
    s2 = madd(s2, x, x);
    s3 = madd(s3, x, x);
    s4 = madd(s4, x, x);
    s5 = madd(s5, x, x);
    s6 = madd(s6, x, x);
    s7 = madd(s7, x, x);
    s8 = madd(s8, x, x);
    s9 = madd(s9, x, x);
    s10 = madd(s10, x, x);
    s11 = madd(s11, x, x);
  }
  const a = f32x4.add(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)), f32x4.add(s4, s5));
  const b = f32x4.add(f32x4.add(f32x4.add(s6, s7), f32x4.add(s8, s9)), f32x4.add(s10, s11));
  return f32x4.extract_lane(f32x4.add(a, b), 0);
}
