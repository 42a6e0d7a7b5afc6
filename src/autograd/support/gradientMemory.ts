/**
 * @file Memory for the gradients of intermediate results. After such a gradient was passed on, nothing reads it. So
 * the next one of its length takes its array: a step of a model that repeats makes none.
 *
 * New memory costs more than most arithmetic on it, since the system clears and maps every page. These arrays also
 * lie where kernels read and write them in place.
 *
 * JavaScript does not count references, so only arrays with known holders are used again:
 *
 *     - An array comes from here only while the derivative of a built-in op runs.
 *     - It waits when no gradient of the pass holds it. Views and reshaped gradients of it count as holders.
 *     - A derivative that callers passed to `record` may keep what it gets and returns: it gets a copy.
 *     - `grad` of a leaf is a holder until it is set or read. Its first reader gets a copy, so callers never hold it.
 */
import type { Floats } from "../../array/floats.ts";
import { passingZeros, reclaim, whenFull } from "../../kernels/residentZeros.ts";

/** The most bytes that wait. Beyond it all of them are freed, as when a parameter finds no room. */
const limit = 64 << 20;

/** The shortest array from here. Below 8 KiB new arrays share buffers, which is faster. */
const shortest = 2049;
/** The longest. Few larger ones would fill `limit`, so that none was used again. */
const longest = limit >> 4;

const waiting = /* @__PURE__ */ new Map<number, Float32Array[]>();
let bytesWaiting = 0;

/** The gradients that hold each array from here; −1 while it waits. */
const holders = /* @__PURE__ */ new WeakMap<Floats, number>();

/** The arrays that the derivatives of the current result took. */
export const taken: Float32Array[] = [];

/** Returns how many gradients hold an array; undefined if it is not from here. */
export const holdersOf = (values: Floats): number | undefined =>
  values.length < shortest ? undefined : holders.get(values);

/** Returns true if the array is from here: then only its holders may know it. */
export const isLent = (values: Floats): values is Float32Array => holdersOf(values) !== undefined;

/** Ends the use of an array by one holder, if it is from here. */
export function giveBack(values: Floats): void {
  if (isLent(values)) addHolders(values, -1);
}

/** Returns an array that no gradient holds, with unspecified numbers. Returns null for other lengths. */
export function takeMemory(length: number): Float32Array | null {
  if (length < shortest || length > longest) return null;
  const used = waiting.get(length)?.pop();
  if (used !== undefined) bytesWaiting -= 4 * length;
  const values = used ?? newMemory(length);
  holders.set(values, 0);
  taken.push(values);
  return values;
}

function newMemory(length: number): Float32Array {
  whenFull(freeWaiting);
  return passingZeros(new Float32Array(0), length) as Float32Array;
}

/** Frees the arrays that wait. None of them is used again. */
function freeWaiting(): void {
  const all = [...waiting.values()].flat();
  waiting.clear();
  bytesWaiting = 0;
  reclaim(all);
}

/** Adds to the number of gradients that hold an array. Where that is 0 afterwards, the array waits. */
export function addHolders(values: Float32Array, more: number): void {
  const { length } = values;
  const count = (holders.get(values) as number) + more;
  holders.set(values, count || -1);
  if (count !== 0) return;
  bytesWaiting += 4 * length;
  waiting.set(length, [...(waiting.get(length) ?? []), values]);
  if (bytesWaiting > limit) freeWaiting();
}
