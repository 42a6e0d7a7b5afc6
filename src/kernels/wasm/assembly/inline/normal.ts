import { exp } from "./exp";

/** Beyond this φ is 0 in Float32. */
export const farthest: f32 = 15;

/**
 * φ(a) = e^(−a²/2) / √(2π) in every lane, within 3 units in the last place.
 *
 * Rounding a² alone would cost up to 50 units. So a = h + l, where h has 12 bits, and the part of a² that rounding
 * lost is (h² − a²) + 2hl + l² (Dekker 1971).
 */
// @ts-ignore: decorator
@inline
export function density(a: v128): v128 {
  const square = f32x4.mul(a, a);
  const h = v128.and(a, i32x4.splat(0xfffff000));
  const l = f32x4.sub(a, h);
  const cross = f32x4.mul(f32x4.add(h, h), l);
  const lost = f32x4.add(f32x4.add(f32x4.sub(f32x4.mul(h, h), square), cross), f32x4.mul(l, l));
  const rounded = f32x4.mul(exp(f32x4.mul(square, f32x4.splat(-0.5))), f32x4.splat(0.3989422804014327));
  return f32x4.sub(rounded, f32x4.mul(rounded, f32x4.mul(lost, f32x4.splat(0.5))));
}
