import type { Floats } from "./floats.ts";

/**
 * The sizes of arrays that share buffers: 128 bytes to 8 KiB. V8 takes 0.5 µs or more for a separate buffer, longer
 * than most arithmetic on arrays of that size. A view takes a tenth of that. A buffer is garbage when all its arrays
 * are.
 */
const slabBytes = 1 << 17;
let slab = new ArrayBuffer(0);
let used = 0;

/** Returns `length` zeros of the kind of `like` (Float32 or Float64). Their `buffer` may hold other arrays too. */
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
