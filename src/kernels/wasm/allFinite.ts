import type { Floats } from "../../array/floats.ts";
import { allFinite as code } from "../../generated/wasm/allFinite.ts";
import { allFinite as reference } from "../reference/reduce.ts";
import { clear, room } from "./staging.ts";

/** Fewer numbers than this are looked at sooner than they are copied. */
const worthCopying = 64;
/** Elements copied at a time: they stay in the second-level cache. */
const chunk = 16384;

/** `reference.allFinite` by vectors. */
export function allFinite(x: Floats): boolean {
  const wasm = x.length < worthCopying || !(x instanceof Float32Array) ? null : clear(chunk);
  if (wasm === null) return reference(x);
  const from = room(chunk);
  for (let start = 0; start < x.length; start += chunk) {
    const part = x.subarray(start, start + chunk);
    wasm.f32.set(part, from >> 2);
    if (wasm.load(code).allFinite(from, part.length) === 0) return false;
  }
  return true;
}
