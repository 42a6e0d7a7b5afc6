import type { Floats } from "../array/floats.ts";
import { makeNewZeros } from "../array/makeZeros.ts";
import { usingFast } from "./usingFast.ts";
import { instance } from "./wasm/instance.ts";
import { type Heap, reclaim as reclaimIn } from "./wasm/memory.ts";

let freeSpare = (): void => {};

/** Sets the function that frees arrays, by `reclaim`, when the kernels' memory is full. */
export function whenFull(free: () => void): void {
  freeSpare = free;
}

/** Frees the bytes in the kernels' memory of arrays that nothing reads any more. */
export function reclaim(arrays: readonly Float32Array[]): void {
  const heap = instance()?.heap;
  if (heap) reclaimIn(heap, arrays);
}

const heapFor = (like: Floats): Heap | undefined =>
  usingFast() && like instanceof Float32Array ? instance()?.heap : undefined;

/**
 * Returns `length` zeros of the kind of `like` for numbers that live long, such as parameters and optimizer state.
 * They lie in the kernels' own memory, up to 128 MiB in all, where they need not be copied. Keep the array itself, not
 * only a `subarray` of it: its bytes are used again when it has been collected.
 */
export function residentZeros(like: Floats, length = like.length): Floats {
  const heap = heapFor(like);
  const values = heap?.allocate(length);
  if (values) return values;
  if (heap) freeSpare();
  return passingZeros(like, length);
}

/** As `residentZeros`, for numbers that live for a moment: other arrays keep their room. */
export const passingZeros = (like: Floats, length: number): Floats =>
  heapFor(like)?.allocate(length) ?? makeNewZeros(like, length);
