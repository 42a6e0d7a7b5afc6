import type { Floats } from "../../array/floats.ts";
import { relu as code } from "../../generated/wasm/relu.ts";
import { elementwise } from "./elementwise.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Computes y = max(x, 0). Returns false, with nothing done, where the plain loop applies. */
export const relu = (x: Floats, y: Floats): boolean => elementwise(code, "relu", x, y);

/** Computes dx = 0 where x ≤ 0, else dy. Returns false, with nothing done, where the plain loop applies. */
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
