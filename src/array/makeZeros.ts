import type { Floats } from "./floats.ts";

/**
 * Arrays of 128 bytes to 8 KiB are cut from common buffers: V8 takes half a microsecond or more for a buffer of its
 * own, longer than most arithmetic on so few numbers, and a tenth of that for a view. A buffer is garbage when all
 * arrays cut from it are.
 */
const slabBytes = 1 << 17;
let slab = new ArrayBuffer(0);
let used = 0;

/** `length` zeros of the same kind (Float32 or Float64) as `like`. Their `buffer` may hold other arrays too. */
export function makeZeros(like: Floats, length = like.length): Floats {
  const double = like instanceof Float64Array;
  const bytes = length * (double ? 8 : 4);
  if (bytes < 128 || bytes > 8192) return double ? new Float64Array(length) : new Float32Array(length);
  if (used + bytes > slab.byteLength) {
    slab = new ArrayBuffer(slabBytes);
    used = 0;
  }
  const start = used;
  used += (bytes + 15) & ~15;
  return double ? new Float64Array(slab, start, length) : new Float32Array(slab, start, length);
}
