import { cos, exp, log, powInt, sin, tanh } from "../../src/math/portable.ts";
import { pow } from "../../src/math/pow.ts";

/** What `portableHash()` must be in Node and in every browser. */
export const PORTABLE_HASH = "d036b49f";

/** A hash of the bits of every function over 140,000 inputs, themselves made from whole numbers only. */
export function portableHash(): string {
  const float = new Float64Array(1);
  const words = new Uint32Array(float.buffer);
  let hash = 0x811c9dc5; // FNV-1a, over 32-bit words
  const absorb = (value: number): void => {
    float[0] = value;
    for (const word of words) hash = Math.imul(hash ^ word, 0x01000193) >>> 0;
  };
  let state = 1;
  const uniform = (low: number, high: number): number => {
    state ^= state << 13; // xorshift32, Marsaglia 2003
    state ^= state >>> 17;
    state ^= state << 5;
    return low + (high - low) * ((state >>> 0) / 2 ** 32);
  };
  for (let i = 0; i < 20_000; i++) {
    absorb(exp(uniform(-746, 711)));
    absorb(log(uniform(0, 4)));
    absorb(sin(uniform(-1e6, 1e6)));
    absorb(cos(uniform(-7, 7)));
    absorb(tanh(uniform(-2, 2)));
    absorb(pow(uniform(0, 1e3), uniform(0, 60)));
    absorb(powInt(uniform(0, 2), i % 1000));
  }
  return hash.toString(16).padStart(8, "0");
}
