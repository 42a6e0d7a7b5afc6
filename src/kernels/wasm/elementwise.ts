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
