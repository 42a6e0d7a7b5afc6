/** @file Each works along the middle axis of [outer, length, inner]. Returns null where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { extremes as code } from "../../generated/wasm/extremes.ts";
import { begin, input, room, taken } from "./staging.ts";
import { turned } from "./turned.ts";

/** Finds the largest of each line. */
export const maxAxis = (x: Floats, outer: number, length: number, inner: number): Floats | null =>
  extreme(1, x, outer, length, inner);

/** Finds the smallest of each line. */
export const minAxis = (x: Floats, outer: number, length: number, inner: number): Floats | null =>
  extreme(-1, x, outer, length, inner);

function extreme(sign: 1 | -1, x: Floats, outer: number, length: number, inner: number): Floats | null {
  const wasm = x.length === 0 ? null : begin(x, x, x);
  if (wasm === null) return null;
  const rows = outer * inner;
  // Short rows would leave lanes of a vector empty: there, and along the first axis, neighbouring lines fill them.
  const columns = inner > 1 ? outer === 1 && inner > 31 : length < 16;
  const at = input(wasm, x);
  const from = columns ? turned(wasm, at, 1, outer, length) : turned(wasm, at, outer, length, inner);
  const to = room(rows);
  wasm.load(code)[columns ? 2 : 0](from, to, rows, length, sign);
  return taken(wasm, to, rows);
}

/** Computes dx = dy / ties where x = y, else 0. */
export function extremeGradient(
  x: Floats,
  y: Floats,
  dy: Floats,
  outer: number,
  length: number,
  inner: number,
): Floats | null {
  const wasm = x.length === 0 ? null : begin(x, dy, x, y.length + 2 * x.length);
  if (wasm === null) return null;
  const from = turned(wasm, input(wasm, x), outer, length, inner);
  const [fromY, fromDy, to] = [input(wasm, y), input(wasm, dy), room(x.length)];
  wasm.load(code)[1](from, fromY, fromDy, to, outer * inner, length);
  return taken(wasm, turned(wasm, to, outer, inner, length), x.length);
}
