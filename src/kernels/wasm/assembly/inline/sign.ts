/** −1, 0 or 1; NaN for NaN, and ±0 for ±0. */
// @ts-ignore: decorator
@inline
export function sign(x: v128): v128 {
  const one = v128.or(f32x4.splat(1), v128.and(x, f32x4.splat(-0.0)));
  return v128.bitselect(one, x, f32x4.gt(f32x4.abs(x), f32x4.splat(0)));
}
