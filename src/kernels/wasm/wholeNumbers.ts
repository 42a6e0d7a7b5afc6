import { wholeNumbers as code } from "../../generated/wasm/wholeNumbers.ts";
import { wholeNumbers as reference } from "../reference/wholeNumbers.ts";
import { clear, copyIn } from "./staging.ts";

/** Fewer numbers are read sooner than they are copied. */
const worthCopying = 64;

/** `reference.wholeNumbers` by vectors. */
export function wholeNumbers(given: ArrayLike<number>, count: number): Int32Array | null {
  const n = given.length;
  const wasm = n < worthCopying || !(given instanceof Float32Array) ? null : clear(n);
  if (wasm === null) return reference(given, count);
  const at = copyIn(wasm, given as Float32Array);
  const start = at >> 2;
  // The rest of the last vector must not decide.
  wasm.f32.fill(0, start + n, start + n + 3);
  return wasm.load(code)[0](at, n, count) ? wasm.i32.slice(start, start + n) : null;
}
