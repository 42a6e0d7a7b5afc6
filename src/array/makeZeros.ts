import type { Floats } from "./floats.ts";

/**
 * The sizes of arrays that share buffers: 128 bytes to 8 KiB. V8 takes 0.5 µs or more for a separate buffer, longer
 * than most arithmetic on arrays of that size. A view takes a tenth of that. A buffer is garbage when all its arrays
 * are.
 */
const slabBytes = 1 << 17;
const largestShared = 8192;
const doubles = /* @__PURE__ */ new Float64Array(0);
let slab = new ArrayBuffer(0);
let used = 0;

/** Gives an array of used numbers, or null where a new one is faster. */
export type Source = (length: number) => Float32Array | null;

let source: Source | null = null;

/** Takes Float32 arrays from `next`, or from nowhere, until the next call. Returns the former source. */
export function drawFrom(next: Source | null): Source | null {
  const before = source;
  source = next;
  return before;
}

/** Returns `length` zeros of the kind of `like` (Float32 or Float64). Their `buffer` may hold other arrays too. */
export function makeZeros<Kind extends Floats>(like: Kind, length = like.length): Kind {
  return (reused(like, length)?.fill(0) as Kind) ?? makeNewZeros(like, length);
}

/** Returns an array for numbers that a loop is about to write: zeros, or the numbers of a former gradient. */
export function makeRoom(like: Floats, length = like.length): Floats {
  return reused(like, length) ?? makeNewZeros(like, length);
}

/** @internal As `makeRoom`, but null where that would be a new array. */
export function reused(like: Floats, length: number): Float32Array | null {
  return source === null || like instanceof Float64Array ? null : source(length);
}

/** Returns new zeros, also while a source is set: for arrays that outlive the gradients of a pass. */
export function makeNewZeros<Kind extends Floats>(like: Kind, length: number): Kind;
export function makeNewZeros(like: Floats, length: number): Floats {
  const double = like instanceof Float64Array;
  const bytes = length * (double ? 8 : 4);
  if (bytes < 128 || bytes > largestShared) return double ? new Float64Array(length) : new Float32Array(length);
  if (used + bytes > slab.byteLength) {
    slab = new ArrayBuffer(slabBytes);
    used = 0;
  }
  const start = used;
  used += (bytes + 15) & ~15;
  return double ? new Float64Array(slab, start, length) : new Float32Array(slab, start, length);
}

/** Returns new zeros of Float64, for numbers that are summed or kept. */
export const makeDoubles = (length: number): Float64Array => makeNewZeros(doubles, length);
