/** @file Each works on rows of numbers, and returns false, with nothing done, where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { extremes as code } from "../../generated/wasm/extremes.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Finds the largest of each row. */
export const maxAxis = (x: Floats, y: Floats, rows: number, columns: number): boolean =>
  extreme(1, x, y, rows, columns);

/** Finds the smallest of each row. */
export const minAxis = (x: Floats, y: Floats, rows: number, columns: number): boolean =>
  extreme(-1, x, y, rows, columns);

function extreme(sign: 1 | -1, x: Floats, y: Floats, rows: number, columns: number): boolean {
  const wasm = x.length === 0 ? null : begin(x, y, y);
  if (wasm === null) return false;
  const [from, to] = [input(wasm, x), room(rows)];
  wasm.load(code)[0](from, to, rows, columns, sign);
  deliver(wasm, to, y);
  return true;
}

/** Computes dx = dy / ties where x = y, else 0. */
export function extremeGradient(x: Floats, y: Floats, dy: Floats, dx: Floats, rows: number, columns: number): boolean {
  const wasm = x.length === 0 ? null : begin(x, dy, dx, y.length);
  if (wasm === null) return false;
  const [from, fromY, fromDy, to] = [input(wasm, x), input(wasm, y), input(wasm, dy), room(dx.length)];
  wasm.load(code)[1](from, fromY, fromDy, to, rows, columns);
  deliver(wasm, to, dx);
  return true;
}
