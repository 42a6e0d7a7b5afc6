import type { Floats } from "../../array/floats.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** A kernel that treats every element alike. False, with nothing done, where the plain loop is to be used. */
export function elementwise(kernel: "exponential" | "tanh" | "sigmoid" | "relu", x: Floats, y: Floats): boolean {
  const wasm = begin(x, y, y);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const to = room(y.length);
  wasm.kernels[kernel](from, to, x.length);
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
  wasm.kernels.reluGradient(from, fromDy, to, x.length);
  deliver(wasm, to, dx);
  return true;
}
