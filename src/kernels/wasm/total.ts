import type { Floats } from "../../array/floats.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, input } from "./staging.ts";

/**
 * Returns the sum that a kernel takes over two operands of one length, with p; null where the plain loop applies.
 * The loop also decides where the kernel has NaN: its formula may have none.
 */
export function total(code: CompiledModule, kernel: number, p: number, a: Floats, b: Floats): number | null {
  const wasm = a instanceof Float32Array && b instanceof Float32Array ? clear(2 * a.length) : null;
  const sum = wasm === null ? NaN : wasm.load(code)[kernel](input(wasm, a), input(wasm, b), a.length, p);
  return Number.isNaN(sum) ? null : sum;
}
