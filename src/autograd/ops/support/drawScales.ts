import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import type { Random } from "../../random.ts";
import { noteDraw } from "../../sameBatch.ts";

/**
 * Returns one factor for each element of `like`: 0 where the next `random.uniform()` is below p, else `kept`.
 *
 * The draws are those of xoshiro128.ts, with the state in local variables: as calls of `random`, they take ten times as
 * long.
 */
export function drawScales(like: Floats, p: number, kept: number, random: Random): Floats {
  noteDraw(random);
  const scales = makeZeros(like);
  const bound = p * 2 ** 32;
  // A choice by index: a branch is mispredicted half the time at p = ½, which took most of the time.
  const factors = Float64Array.of(kept, 0);
  let [a, b, c, d] = random.stateDict().map((word) => word | 0);
  for (let i = 0; i < scales.length; i++) {
    const product = Math.imul(b, 5);
    const bits = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const t = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= t;
    d = (d << 11) | (d >>> 21);
    scales[i] = factors[Number(bits < bound)];
  }
  random.loadStateDict([a >>> 0, b >>> 0, c >>> 0, d >>> 0]);
  return scales;
}
