import type { Floats } from "../../array/floats.ts";
import { reduce as code } from "../../generated/wasm/reduce.ts";
import { clear, input, room } from "./staging.ts";

/** `reference.sumAxis` with the memory read in order. False, with nothing done, where it is to be used itself. */
export function sumAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): boolean {
  const wasm = x instanceof Float32Array ? clear(x.length + 2 * y.length) : null;
  if (wasm === null) return false;
  const [from, to] = [input(wasm, x), room(2 * y.length)];
  const [sumRows, sumColumns] = wasm.load(code);
  if (inner === 1) sumRows(from, to, outer, length);
  else sumColumns(from, to, outer, length, inner);
  y.set(wasm.f64.subarray(to >> 3, (to >> 3) + y.length));
  return true;
}
