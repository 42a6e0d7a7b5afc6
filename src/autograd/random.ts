/**
 * A seeded stream of random numbers, by xoshiro128**.
 *
 * splitmix32 makes the four state words from the seed, so that neighbouring seeds give unrelated streams. The stream
 * uses only 32-bit integers, + − × ÷ √ and the portable logarithm: one seed gives the same bits in every engine.
 */

import { describeValue } from "../check/describeValue.ts";
import { log } from "../math/portable.ts";
import { xoshiro128 } from "../math/xoshiro128.ts";
import { noteDraw } from "./sameBatch.ts";

/**
 * Same seed, same numbers, in Node and every browser. `split` gives an independent generator, `stateDict` the state.
 */
export class Random {
  private state: Uint32Array;

  constructor(seed: number) {
    if (!Number.isSafeInteger(seed)) throw new RangeError(`Random: seed must be a whole number, got ${seed}`);
    this.state = new Uint32Array(4);
    // Seeds beyond 32 bits, negative ones too: their high word is scrambled, or −1 would cancel against it to 0.
    const high = Math.floor(seed / 2 ** 32);
    let word = (seed ^ scramble(high)) >>> 0;
    for (let i = 0; i < 4; i++) {
      word = (word + 0x9e3779b9) >>> 0;
      this.state[i] = scramble(word);
    }
  }

  /** The next 32 random bits, as a whole number in [0, 2³²). */
  bits(): number {
    noteDraw(this);
    return xoshiro128(this.state);
  }

  /** Uniform in [low, high), with 32 random bits. */
  uniform(low = 0, high = 1): number {
    return low + (high - low) * (this.bits() / 2 ** 32);
  }

  /** Draws an integer in [0, n) uniformly, by rejection rather than remainder. */
  integer(n: number): number {
    if (!Number.isInteger(n) || n < 1 || n > 2 ** 32) {
      throw new RangeError(`Random.integer: n must be a whole number from 1 to 2^32, got ${n}`);
    }
    const limit = 2 ** 32 - (2 ** 32 % n);
    let bits = this.bits();
    while (bits >= limit) bits = this.bits();
    return bits % n;
  }

  /** Normally distributed: Marsaglia & Bray's polar method (1964), the second number of each pair dropped. */
  normal(mean = 0, deviation = 1): number {
    let x: number;
    let radius: number;
    do {
      x = this.uniform(-1, 1);
      const y = this.uniform(-1, 1);
      radius = x * x + y * y;
    } while (radius >= 1 || radius === 0);
    return mean + deviation * x * Math.sqrt((-2 * log(radius)) / radius);
  }

  /** Puts the elements in random order, in place: Fisher & Yates. */
  shuffle<T extends { length: number; [index: number]: unknown }>(items: T): T {
    for (let i = items.length - 1; i > 0; i--) {
      const j = this.integer(i + 1);
      const item = items[i];
      items[i] = items[j];
      items[j] = item;
    }
    return items;
  }

  /** Returns a generator whose stream is independent of this one's next numbers. */
  split(): Random {
    const child = new Random(0);
    child.loadStateDict([this.bits(), this.bits(), this.bits(), (this.bits() | 1) >>> 0]);
    return child;
  }

  /** Returns the four state words, as plain JSON. */
  stateDict(): number[] {
    return Array.from(this.state);
  }

  loadStateDict(state: readonly number[]): void {
    this.planLoad(state)();
  }

  /** Checks `state` and returns the function that loads it, which cannot fail. */
  planLoad(state: readonly number[]): () => void {
    const fits =
      Array.isArray(state) &&
      state.length === 4 &&
      [...state].every((word) => Number.isInteger(word) && word >= 0 && word < 2 ** 32);
    if (!fits || state.every((word) => word === 0)) {
      throw new RangeError(
        `Random.loadStateDict: the state must be four 32-bit words, not all 0, got ${describeValue(state)}`,
      );
    }
    const words = Uint32Array.from(state);
    return () => {
      this.state = words;
    };
  }
}

function scramble(word: number): number {
  let z = word;
  z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
  z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
  return (z ^ (z >>> 16)) >>> 0;
}
