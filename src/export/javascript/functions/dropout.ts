/** @file Dropout on plain arrays. */
import { xoshiro128 } from "../../../math/xoshiro128.ts";

/** m / (1 − p) for each element: m is 0 with probability p, else 1 */
export function dropoutMask(length: number, p: number, random: Uint32Array): Float32Array {
  const kept = p === 1 ? 0 : 1 / (1 - p);
  return new Float32Array(length).map(() => (uniform(random) < p ? 0 : kept));
}

/** y = x m, and ∂L/∂x = ∂L/∂y m */
export const masked = (x: Float32Array, mask: Float32Array): Float32Array => x.map((value, i) => value * mask[i]);

/** A random number in [0, 1) with 32 random bits. */
const uniform = (random: Uint32Array): number => xoshiro128(random) / 2 ** 32;
