/** The next four numbers of a row, of which `left` are left; 0 in place of those behind its end. */
// @ts-ignore: decorator
@inline
export function part(at: usize, left: i32): v128 {
  return within(v128.load(at), left);
}

/** The first `left` of four numbers, and 0 in place of the others. */
// @ts-ignore: decorator
@inline
export function within(numbers: v128, left: i32): v128 {
  return left >= 4 ? numbers : v128.and(numbers, i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(left)));
}
