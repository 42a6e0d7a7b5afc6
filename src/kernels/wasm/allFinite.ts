import type { Floats } from "../../array/floats.ts";
import { allFinite as code } from "../../generated/wasm/allFinite.ts";
import { allFinite as reference } from "../reference/reduce.ts";
import { clear, room } from "./staging.ts";

/** `reference.allFinite` by vectors, and the copy that they read. */
export function allFinite(x: Floats, last?: Floats | null): Floats | null {
  // Fewer numbers are looked at sooner than they are copied.
  const worthCopying = 64;
  const wasm = x.length < worthCopying || !(x instanceof Float32Array) ? null : clear(x.length);
  if (wasm === null) return reference(x);
  const { f32, heap } = wasm;
  const home = x.buffer === f32.buffer ? x : last === undefined ? null : (last ?? heap.allocate(x.length));
  const at = home?.byteOffset ?? room(x.length);
  if (home !== x) f32.set(x, at >> 2);
  return wasm.load(code)[0](at, x.length) ? (home ?? x) : null;
}
