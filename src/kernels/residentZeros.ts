import type { Floats } from "../array/floats.ts";
import { makeNewZeros } from "../array/makeZeros.ts";
import { usingFast } from "./usingFast.ts";
import { instance } from "./wasm/instance.ts";

/**
 * Returns `length` zeros of the kind of `like` for numbers that live long, such as parameters and optimizer state.
 * They lie in the kernels' own memory, up to 128 MiB in all, where they need not be copied. Keep the array itself, not
 * only a `subarray` of it: its bytes are used again when it has been collected.
 */
export function residentZeros(like: Floats, length = like.length): Floats {
  const resident = usingFast() && like instanceof Float32Array ? instance()?.heap.allocate(length) : null;
  return resident ?? makeNewZeros(like, length);
}
