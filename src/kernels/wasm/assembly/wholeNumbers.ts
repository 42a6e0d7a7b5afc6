/** Makes integers of floats, in place. Returns 1 if all are whole numbers from 0 to count − 1. Reads whole vectors. */
export function wholeNumbers(x: usize, n: i32, count: i32): i32 {
  let fits = i32x4.splat(-1);
  for (const end = x + (<usize>n << 2); x < end; x += 16) {
    const given = v128.load(x);
    const whole = i32x4.trunc_sat_f32x4_s(given);
    const equal = f32x4.eq(f32x4.convert_i32x4_s(whole), given);
    fits = v128.and(fits, v128.and(equal, i32x4.lt_u(whole, i32x4.splat(count))));
    v128.store(x, whole);
  }
  return i32(i32x4.all_true(fits));
}
