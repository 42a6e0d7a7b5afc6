/**
 * Returns 32 random bits as a whole number in [0, 2³²), and moves the state, four 32-bit words: xoshiro128**,
 * Blackman & Vigna, "Scrambled Linear Pseudorandom Number Generators", ACM TOMS 2021.
 * https://prng.di.unimi.it/xoshiro128starstar.c
 */
export function xoshiro128(s: Uint32Array): number {
  const bits = Math.imul(rotateLeft(Math.imul(s[1], 5), 7), 9) >>> 0;
  const t = s[1] << 9;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotateLeft(s[3], 11);
  return bits;
}

const rotateLeft = (x: number, bits: number): number => (x << bits) | (x >>> (32 - bits));
