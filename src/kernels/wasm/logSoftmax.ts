/** @file Each works on rows of numbers, and returns false, with nothing done, where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { logSoftmax as code } from "../../generated/wasm/logSoftmax.ts";
import type { Instance } from "./instance.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Computes y = x − ln Σ eˣ. */
export function logSoftmax(x: Floats, y: Floats, rows: number, columns: number): boolean {
  const wasm = x.length === 0 ? null : begin(x, y, y, 3 * rows);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const { shifts, sums, start } = sumsOfExps(wasm, from, rows, columns);
  for (let r = 0; r < rows; r++) sums[r] = Math.log(sums[r]);
  const to = room(y.length);
  wasm.load(code)[1](from, to, shifts, start, rows, columns);
  deliver(wasm, to, y);
  return true;
}

/** Computes y = ln Σ eˣ of each row. */
export function logSumExp(x: Floats, y: Floats, rows: number, columns: number): boolean {
  const wasm = x.length === 0 ? null : begin(x, y, y, 3 * rows);
  if (wasm === null) return false;
  const { shifts, sums } = sumsOfExps(wasm, input(wasm, x), rows, columns);
  for (let r = 0; r < rows; r++) {
    const shift = wasm.f32[(shifts >> 2) + r];
    y[r] = shift === Infinity || shift === -Infinity ? shift : shift + Math.log(sums[r]);
  }
  return true;
}

function sumsOfExps(wasm: Instance, from: number, rows: number, columns: number) {
  const shifts = room(rows);
  const start = room(2 * rows);
  wasm.load(code)[0](from, shifts, start, rows, columns);
  return { shifts, start, sums: new Float64Array(wasm.memory.buffer, start, rows) };
}

/** Computes dx = dy − e^y Σ dy. */
export const logSoftmaxGradient = (y: Floats, dy: Floats, dx: Floats, rows: number, columns: number): boolean =>
  gradient(2, y, dy, dx, rows, columns);

/** Computes dx = y (dy − Σ dy y). */
export const softmaxGradient = (y: Floats, dy: Floats, dx: Floats, rows: number, columns: number): boolean =>
  gradient(3, y, dy, dx, rows, columns);

function gradient(kernel: number, y: Floats, dy: Floats, dx: Floats, rows: number, columns: number): boolean {
  const wasm = y.length === 0 ? null : begin(y, dy, dx);
  if (wasm === null) return false;
  const [from, fromDy, to] = [input(wasm, y), input(wasm, dy), room(dx.length)];
  wasm.load(code)[kernel](from, fromDy, to, rows, columns);
  deliver(wasm, to, dx);
  return true;
}
