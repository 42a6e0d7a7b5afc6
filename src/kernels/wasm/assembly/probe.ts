import { madd } from "./inline/madd";

/**
 * Uses one SIMD instruction, fused where the build has it: a module that an engine accepts if it accepts the others.
 */
export function probe(x: f32): f32 {
  const vector = f32x4.splat(x);
  return f32x4.extract_lane(madd(vector, vector, vector), 0);
}
