/**
 * a · b + c in every lane: with relaxed SIMD one fused instruction and one rounding, otherwise two of each. In fused
 * modules c must be a local variable, so that ../../fuseProducts.ts finds it.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return v128.relaxed_madd<f32>(a, b, c);
  return f32x4.add(f32x4.mul(a, b), c);
}
