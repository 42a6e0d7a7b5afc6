import type { Floats } from "../../array/floats.ts";
import type { CompiledModule } from "./instance.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Runs a kernel that treats every element alike. Returns false, with nothing done, where the plain loop applies. */
export function elementwise(code: CompiledModule, kernel: string, x: Floats, y: Floats): boolean {
  const wasm = begin(x, y, y);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const to = room(y.length);
  wasm.load(code)[kernel](from, to, x.length);
  deliver(wasm, to, y);
  return true;
}

/** Runs the gradient of such a kernel: dx from x and dy. Returns false, with nothing done, as above. */
export function elementwiseGradient(code: CompiledModule, kernel: string, x: Floats, dy: Floats, dx: Floats): boolean {
  const wasm = begin(x, dy, dx);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const fromDy = input(wasm, dy);
  const to = room(dx.length);
  wasm.load(code)[kernel](from, fromDy, to, x.length);
  deliver(wasm, to, dx);
  return true;
}
