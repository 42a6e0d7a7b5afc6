import type { Floats } from "../../array/floats.ts";
import { reused } from "../../array/makeZeros.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, delivered, input, room } from "./staging.ts";

/**
 * Runs a kernel over elements and returns its result as a new array. The kernel's arguments are the operands' addresses,
 * the result's, the number of elements, p and q.
 * Returns null where the plain loop applies: for Float64, without WebAssembly, and if the kernel returns 1.
 */
export function elementwise(
  code: CompiledModule,
  kernel: string,
  p: number,
  q: number,
  a: Floats,
  b?: Floats,
  c?: Floats,
): Floats | null {
  const n = a.length;
  const isDouble = a instanceof Float64Array || b instanceof Float64Array || c instanceof Float64Array;
  const wasm = isDouble || n === 0 ? null : clear(4 * n);
  if (wasm === null) return null;
  const run = wasm.load(code)[kernel];
  const from = input(wasm, a);
  // Kernels write whole vectors: an array from the heap has room for the last one. Elsewhere a staged operand is
  // overwritten: its lines are in the cache.
  const y = reused(a, n);
  const inPlace = y !== null && wasm.heap.owns(y);
  const to = inPlace ? y.byteOffset : a.buffer === wasm.memory.buffer ? room(n) : from;
  let refused: number;
  if (b === undefined) refused = run(from, to, n, p, q);
  else {
    const second = b === a ? from : input(wasm, b);
    refused = c === undefined ? run(from, second, to, n, p, q) : run(from, second, input(wasm, c), to, n, p, q);
  }
  return refused ? null : delivered(wasm, to, y, n);
}
