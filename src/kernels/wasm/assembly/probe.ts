import { madd } from "./inline/madd";

/**
 * A product and a sum by SIMD. An engine that accepts this module accepts the others, and fused if it accepts this
 * fused.
 */
export function probe(x: f32): f32 {
  const vector = f32x4.splat(x);
  return f32x4.extract_lane(madd(vector, vector, vector), 0);
}
