import type { Floats } from "../../array/floats.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, input, repeated, room, taken } from "./staging.ts";

/**
 * Runs a kernel over two operands and returns its n results as a new array. An operand with fewer elements repeats.
 * Returns null where the plain loop applies, as `elementwise` does.
 */
export function broadcast(code: CompiledModule, kernel: string, n: number, a: Floats, b: Floats): Floats | null {
  const wasm = n > 0 && a instanceof Float32Array && b instanceof Float32Array ? clear(3 * n) : null;
  if (wasm === null) return null;
  const from = a.length === n ? input(wasm, a) : repeated(wasm, a, n);
  const second = b.length === n ? input(wasm, b) : repeated(wasm, b, n);
  const to = room(n);
  wasm.load(code)[kernel](from, second, to, n);
  return taken(wasm, to, n);
}
