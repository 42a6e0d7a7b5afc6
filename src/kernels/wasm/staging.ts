/**
 * @file The operands of a WebAssembly kernel: in place if they are in its memory already, otherwise copied into the
 * staging region. That is empty again at the next call.
 */

import type { Floats } from "../../array/floats.ts";
import { makeZeros, reused } from "../../array/makeZeros.ts";
import { type Instance, instance } from "./instance.ts";
import { stagingStart } from "./memory.ts";

/** Room that kernels may write beyond a staged array's end, in bytes. */
const slack = 64;

/** In place of an array that is not there yet. */
export const none = /* @__PURE__ */ new Float32Array(0);

let top = stagingStart;

/** The instance, with staging empty, if all of these arrays are Float32 and fit; otherwise null. */
export function begin(a: Floats, b: Floats, c: Floats, extraFloats = 0): Instance | null {
  if (!(a instanceof Float32Array && b instanceof Float32Array && c instanceof Float32Array)) return null;
  return clear(a.length + b.length + c.length + extraFloats);
}

/** Returns the instance, with staging empty, if that number of floats fits; otherwise null. */
export function clear(floats: number): Instance | null {
  const wasm = instance();
  if (wasm === null || stagingStart + floats * 4 + 16 * slack > wasm.heap.start) return null;
  top = stagingStart;
  return wasm;
}

/** The address of room for `length` floats or integers. */
export function room(length: number): number {
  const address = top;
  top += Math.ceil((length * 4 + slack) / 16) * 16;
  return address;
}

/** The address of an operand, written one time after another until there are `length` floats. */
export function input(wasm: Instance, x: Floats, length = x.length): number {
  if (x.buffer === wasm.memory.buffer && x.length === length) return x.byteOffset;
  const address = copyIn(wasm, x, length);
  const start = address >> 2;
  for (let done = x.length; done < length; done *= 2)
    wasm.f32.copyWithin(start + done, start, start + Math.min(done, length - done));
  return address;
}

/** The address of a copy of an operand, with room behind it. */
export function copyIn(wasm: Instance, x: Floats, length = x.length): number {
  const address = room(length);
  wasm.f32.set(x, address >> 2);
  return address;
}

/** The address to write a result to. */
export const output = (wasm: Instance, y: Floats): number =>
  y.buffer === wasm.memory.buffer ? y.byteOffset : room(y.length);

/**
 * A result as an array: memory of a former gradient, or a new array. `slice` allocates without zeros; below 8 KiB,
 * `makeZeros` is faster, which shares buffers.
 */
export function taken({ f32 }: Instance, address: number, length: number): Floats {
  const from = address >> 2;
  const again = reused(f32, length);
  if (again === null && length > 2048) return f32.slice(from, from + length);
  const y = again ?? makeZeros(f32, length);
  y.set(f32.subarray(from, from + length));
  return y;
}

/** The array for a result that the caller gave none for: memory of a former gradient, or null for a new array. */
export const given = (like: Floats, y: Floats | null, length: number): Floats | null => y ?? reused(like, length);

/** The address to write a result of this length to. */
export const placeFor = (wasm: Instance, y: Floats | null, length: number): number =>
  y === null ? room(length) : output(wasm, y);

/** Returns the result in the array that was given, or in a new one. */
export function delivered(wasm: Instance, address: number, y: Floats | null, length: number): Floats {
  if (y === null) return taken(wasm, address, length);
  deliver(wasm, address, y);
  return y;
}

/** Brings a result home, unless it was written there. */
export function deliver(wasm: Instance, address: number, y: Floats): void {
  if (y.buffer === wasm.memory.buffer && y.byteOffset === address) return;
  y.set(wasm.f32.subarray(address >> 2, (address >> 2) + y.length));
}
