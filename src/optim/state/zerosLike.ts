import type { Floats } from "../../array/floats.ts";
import { residentZeros } from "../../kernels/residentZeros.ts";

/**
 * Returns `length` zeros of the kind of `like`, Float32 or Float64, for optimizer state.
 * Float32 state lives in the kernels' own memory while there is room: keep the array itself, not a `subarray` of it.
 *
 * @example zerosLike(new Float32Array(2)) // [0, 0]
 */
export const zerosLike: (like: Floats, length?: number) => Floats = residentZeros;
