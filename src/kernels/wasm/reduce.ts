import type { Floats } from "../../array/floats.ts";
import { reduce as code } from "../../generated/wasm/reduce.ts";
import { clear, deliver, input, room } from "./staging.ts";

/** `reference.sumAxis` with the memory read in order. False, with nothing done, where it is to be used itself. */
export function sumAxis(x: Floats, y: Floats, outer: number, length: number, inner: number): boolean {
  if (!(x instanceof Float32Array)) return false;
  if (inner === 1) return sumRows(x, y, outer, length);
  for (let o = 0; o < outer; o++) sumColumns(x, y, o, length, inner);
  return true;
}

function sumRows(x: Float32Array, y: Floats, rows: number, length: number): boolean {
  const wasm = clear(x.length + 2 * rows);
  if (wasm === null) return false;
  const double = y instanceof Float64Array;
  const to = room(double ? 2 * rows : rows);
  wasm.load(code).sumRows(input(wasm, x), to, rows, length, double ? 1 : 0);
  if (double) y.set(new Float64Array(wasm.memory.buffer, to, rows));
  else deliver(wasm, to, y);
  return true;
}

let sums = /* @__PURE__ */ new Float64Array(256);

/** Row after row is added to a row of sums: nothing is copied, and no addition waits for the one before. */
function sumColumns(x: Float32Array, y: Floats, o: number, length: number, inner: number): void {
  if (sums.length < inner) sums = new Float64Array(inner);
  sums.fill(0, 0, inner);
  let at = o * length * inner;
  for (let j = 0; j < length; j++) {
    for (let i = 0; i < inner; i++) sums[i] += x[at++];
  }
  for (let i = 0; i < inner; i++) y[o * inner + i] = sums[i];
}
