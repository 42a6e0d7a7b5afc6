import type { Floats } from "../../array/floats.ts";
import { elementwise as code } from "../../generated/wasm/elementwise.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Runs a kernel that treats every element alike. Returns false, with nothing done, where the plain loop applies. */
function elementwise(kernel: string, x: Floats, y: Floats): boolean {
  const wasm = begin(x, y, y);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const to = room(y.length);
  wasm.load(code)[kernel](from, to, x.length);
  deliver(wasm, to, y);
  return true;
}

/** dx = dy where x > 0, else 0. False, with nothing done, where the plain loop is to be used. */
export function reluGradient(x: Floats, dy: Floats, dx: Floats): boolean {
  const wasm = begin(x, dy, dx);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const fromDy = input(wasm, dy);
  const to = room(dx.length);
  wasm.load(code).reluGradient(from, fromDy, to, x.length);
  deliver(wasm, to, dx);
  return true;
}

export const exp = (x: Floats, y: Floats): boolean => elementwise("exponential", x, y);
export const tanh = (x: Floats, y: Floats): boolean => elementwise("tanh", x, y);
export const sigmoid = (x: Floats, y: Floats): boolean => elementwise("sigmoid", x, y);
export const relu = (x: Floats, y: Floats): boolean => elementwise("relu", x, y);
