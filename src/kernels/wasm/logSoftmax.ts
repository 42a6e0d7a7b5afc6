/** @file Each works along the middle axis of [outer, length, inner]. Returns null where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { makeZeros } from "../../array/makeZeros.ts";
import { logSoftmax as code } from "../../generated/wasm/logSoftmax.ts";
import type { Instance } from "./instance.ts";
import { begin, input, room, taken } from "./staging.ts";
import { turned } from "./turned.ts";

/** Computes y = x − ln Σ eˣ. */
export function logSoftmax(x: Floats, outer: number, length: number, inner: number): Floats | null {
  const rows = outer * inner;
  const wasm = x.length === 0 ? null : begin(x, x, x, x.length + 3 * rows);
  if (wasm === null) return null;
  const from = turned(wasm, input(wasm, x), outer, length, inner);
  const { shifts, sums, start } = sumsOfExps(wasm, from, rows, length);
  for (let r = 0; r < rows; r++) sums[r] = Math.log(sums[r]);
  const to = room(x.length);
  wasm.load(code)[1](from, to, shifts, start, rows, length);
  return taken(wasm, turned(wasm, to, outer, inner, length), x.length);
}

/** Computes y = ln Σ eˣ of each line. */
export function logSumExp(x: Floats, outer: number, length: number, inner: number): Floats | null {
  const rows = outer * inner;
  const wasm = x.length === 0 ? null : begin(x, x, x, 3 * rows);
  if (wasm === null) return null;
  const { shifts, sums } = sumsOfExps(wasm, turned(wasm, input(wasm, x), outer, length, inner), rows, length);
  const y = makeZeros(x, rows);
  for (let r = 0; r < rows; r++) {
    const shift = wasm.f32[(shifts >> 2) + r];
    y[r] = shift === Infinity || shift === -Infinity ? shift : shift + Math.log(sums[r]);
  }
  return y;
}

function sumsOfExps(wasm: Instance, from: number, rows: number, columns: number) {
  const shifts = room(rows);
  const start = room(2 * rows);
  wasm.load(code)[0](from, shifts, start, rows, columns);
  return { shifts, start, sums: wasm.f64.subarray(start >> 3, (start >> 3) + rows) };
}

/** Computes dx = dy − e^y Σ dy. */
export const logSoftmaxGradient = (
  y: Floats,
  dy: Floats,
  outer: number,
  length: number,
  inner: number,
): Floats | null => gradient(2, y, dy, outer, length, inner);

/** Computes dx = y (dy − Σ dy y). */
export const softmaxGradient = (y: Floats, dy: Floats, outer: number, length: number, inner: number): Floats | null =>
  gradient(3, y, dy, outer, length, inner);

function gradient(kernel: number, y: Floats, dy: Floats, outer: number, length: number, inner: number): Floats | null {
  const wasm = y.length === 0 ? null : begin(y, dy, y, 3 * y.length);
  if (wasm === null) return null;
  const [from, fromDy] = [y, dy].map((values) => turned(wasm, input(wasm, values), outer, length, inner));
  const to = room(y.length);
  wasm.load(code)[kernel](from, fromDy, to, outer * inner, length);
  return taken(wasm, turned(wasm, to, outer, inner, length), y.length);
}
