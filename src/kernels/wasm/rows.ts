/** @file Each returns false, with nothing done, where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { rows as code } from "../../generated/wasm/rows.ts";
import { begin, deliver, input, none, output, room } from "./staging.ts";

/** y[i, :] = table[places[i], :]. A table that is far larger than y is copied to the kernel for too few of its rows. */
export function copyRows(table: Floats, places: Int32Array, y: Floats, features: number): boolean {
  const wasm = begin(table, y, none, places.length);
  if (wasm === null || (table.buffer !== wasm.memory.buffer && table.length > 4 * y.length)) return false;
  const [from, indices, to] = [input(wasm, table), room(places.length), output(wasm, y)];
  wasm.i32.set(places, indices >> 2);
  wasm.load(code)[0](from, indices, to, places.length, features);
  deliver(wasm, to, y);
  return true;
}

/** dx[r, :] = Σ dy[i, :] over all i with places[i] = r. */
export function addRows(dy: Floats, places: Int32Array, dx: Floats, features: number): boolean {
  const wasm = begin(dy, dx, none, 2 * dx.length + places.length);
  if (wasm === null) return false;
  const [from, indices, sums] = [input(wasm, dy), room(places.length), room(2 * dx.length)];
  wasm.i32.set(places, indices >> 2);
  wasm.f32.fill(0, sums >> 2, (sums >> 2) + 2 * dx.length);
  wasm.load(code)[1](from, indices, sums, places.length, features);
  dx.set(wasm.f64.subarray(sums >> 3, (sums >> 3) + dx.length));
  return true;
}
