/** @file Each returns false, with nothing done, where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { along as code } from "../../generated/wasm/along.ts";
import { begin, deliver, input, none, output, room } from "./staging.ts";

/** `reference.takeAlong`. An x that is far larger than y is copied to the kernel for too few of its numbers. */
export function takeAlong(
  x: Floats,
  places: Int32Array,
  y: Floats,
  length: number,
  count: number,
  inner: number,
): boolean {
  const wasm = begin(x, y, none, places.length);
  if (wasm === null || (x.buffer !== wasm.memory.buffer && x.length > 4 * y.length)) return false;
  const [from, indices, to] = [input(wasm, x), room(places.length), output(wasm, y)];
  wasm.i32.set(places, indices >> 2);
  wasm.load(code)[0](from, indices, to, places.length / (count * inner), length, count, inner);
  deliver(wasm, to, y);
  return true;
}

/** `reference.addAlong`. */
export function addAlong(
  dy: Floats,
  places: Int32Array,
  dx: Floats,
  length: number,
  count: number,
  inner: number,
): boolean {
  const size = length * inner;
  const wasm = begin(dy, dx, none, 2 * size + places.length);
  if (wasm === null) return false;
  const [from, indices, sums, to] = [input(wasm, dy), room(places.length), room(2 * size), output(wasm, dx)];
  wasm.i32.set(places, indices >> 2);
  wasm.f32.fill(0, sums >> 2, (sums >> 2) + 2 * size);
  wasm.load(code)[1](from, indices, sums, to, dx.length / size, length, count, inner);
  deliver(wasm, to, dx);
  return true;
}
