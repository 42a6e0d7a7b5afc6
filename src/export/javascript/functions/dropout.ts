/** @file Dropout on plain arrays. */

/** m / (1 − p) for each element: m is 0 with probability p, else 1 */
export function dropoutMask(length: number, p: number, random: Uint32Array): Float32Array {
  const kept = p === 1 ? 0 : 1 / (1 - p);
  return new Float32Array(length).map(() => (uniform(random) < p ? 0 : kept));
}

/** y = x m, and ∂L/∂x = ∂L/∂y m */
export const masked = (x: Float32Array, mask: Float32Array): Float32Array => x.map((value, i) => value * mask[i]);

/**
 * A random number in [0, 1) from four 32-bit words of state: xoshiro128**, Blackman & Vigna, 2021.
 * https://prng.di.unimi.it/xoshiro128starstar.c
 */
function uniform(s: Uint32Array): number {
  const bits = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
  const t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotateLeft(s[3], 11);
  return bits / 2 ** 32;
}

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));
