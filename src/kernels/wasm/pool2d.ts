import type { Floats } from "../../array/floats.ts";
import { pool2d as code } from "../../generated/wasm/pool2d.ts";
import type { Pool2dGeometry } from "../geometry.ts";
import { begin, deliver, input, room } from "./staging.ts";
import { windowsOf } from "./windows.ts";

/** The largest of each window, and where. False, with nothing done, where the plain loops are to be used. */
export function maxPool2d(x: Floats, y: Floats, argmax: Int32Array, g: Pool2dGeometry): boolean {
  const wasm = begin(x, y, y, argmax.length);
  if (wasm === null) return false;
  const windows = windowsOf(wasm, g);
  const from = input(wasm, x);
  const to = room(y.length);
  const indices = room(argmax.length);
  wasm.load(code)[0](windows, from, to, indices);
  deliver(wasm, to, y);
  argmax.set(wasm.i32.subarray(indices >> 2, (indices >> 2) + argmax.length));
  return true;
}

/** Where no windows overlap, every dx[i] has one summand at most. Returns false, with nothing done, elsewhere. */
export function maxPool2dGradient(dy: Floats, argmax: Int32Array, dx: Floats, g: Pool2dGeometry): boolean {
  if (g.stride[0] < g.kernelHeight || g.stride[1] < g.kernelWidth) return false;
  dx.fill(0);
  for (let i = 0; i < dy.length; i++) dx[argmax[i]] = dy[i];
  return true;
}
