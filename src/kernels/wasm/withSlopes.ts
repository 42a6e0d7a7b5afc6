import type { Floats } from "../../array/floats.ts";
import type { WithSlopes } from "../withSlopes.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, input, room, taken } from "./staging.ts";

/** Runs a kernel that writes y and its slopes. Returns null where that does not apply, as `elementwise` does. */
export function withSlopes(code: CompiledModule, kernel: number, x: Floats): WithSlopes | null {
  const n = x.length;
  const wasm = n > 0 && x instanceof Float32Array ? clear(3 * n) : null;
  if (wasm === null) return null;
  const [from, y, slopes] = [input(wasm, x), room(n), room(n)];
  wasm.load(code)[kernel](from, y, slopes, n);
  return { y: taken(wasm, y, n), slopes: taken(wasm, slopes, n) };
}
