import { expOfParts } from "./exp";

/** Beyond this e^(−a²/2) is 0 in Float32. */
export const farthest: f32 = 15;

/**
 * e^(−a²/2) in every lane for a in [0, 15], within 2 units in the last place.
 *
 * Rounding a² alone would cost up to 50 units. So a = h + l, where h has 12 bits: h² is exact, and the rest of a² is
 * (a + h) l (Dekker 1971).
 */
// @ts-ignore: decorator
@inline
export function bell(a: v128): v128 {
  const h = v128.and(a, i32x4.splat(0xfffff000));
  const square = f32x4.mul(f32x4.mul(h, h), f32x4.splat(-0.5));
  const rest = f32x4.mul(f32x4.mul(f32x4.add(a, h), f32x4.splat(0.5)), f32x4.sub(a, h));
  return expOfParts(square, rest);
}
