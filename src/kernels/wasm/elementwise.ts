import type { Floats } from "../../array/floats.ts";
import { reused } from "../../array/makeZeros.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, delivered, input, room } from "./staging.ts";

/**
 * Runs a kernel over elements and returns its result as a new array. The kernel's arguments are the operands' addresses,
 * the result's, the number n of elements, p and q. An operand with fewer elements repeats.
 * All operands are of one kind.
 * Returns null where the plain loop applies: for Float64, without WebAssembly, and if the kernel returns 1.
 */
export function elementwise(
  code: CompiledModule,
  kernel: string,
  n: number,
  p: number,
  q: number,
  a: Floats,
  b?: Floats,
  c?: Floats,
): Floats | null {
  const wasm = n > 0 && a instanceof Float32Array ? clear(4 * n) : null;
  if (wasm === null) return null;
  const run = wasm.load(code)[kernel];
  const from = input(wasm, a, n);
  // Kernels write whole vectors: an array from the heap has room for the last one. Elsewhere a staged operand is
  // overwritten: its lines are in the cache.
  const y = reused(a, n);
  const inPlace = y !== null && wasm.heap.owns(y);
  const to = inPlace ? y.byteOffset : a.buffer === wasm.memory.buffer ? room(n) : from;
  let refused: number;
  if (b === undefined) refused = run(from, to, n, p, q);
  else {
    const second = b === a ? from : input(wasm, b, n);
    refused = c === undefined ? run(from, second, to, n, p, q) : run(from, second, input(wasm, c, n), to, n, p, q);
  }
  return refused ? null : delivered(wasm, to, y, n);
}
