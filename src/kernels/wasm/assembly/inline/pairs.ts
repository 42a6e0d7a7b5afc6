/** Sums in f64 of f32 numbers, in the two lanes of a pair. */

/** Adds v₀ + v₂ and v₁ + v₃, in f64, to the lanes. */
// @ts-ignore: decorator
@inline
export function addPairs(pair: v128, v: v128): v128 {
  const high = f64x2.promote_low_f32x4(v128.shuffle<f32>(v, v, 2, 3, 0, 1));
  return f64x2.add(pair, f64x2.add(f64x2.promote_low_f32x4(v), high));
}

// @ts-ignore: decorator
@inline
export function total(pair: v128): f64 {
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}
