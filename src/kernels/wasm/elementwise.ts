import type { Floats } from "../../array/floats.ts";
import { reused } from "../../array/makeZeros.ts";
import { fitsSingle } from "./fitsSingle.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, delivered, input, room } from "./staging.ts";

/** The plain loop of an op: writes its result. */
export type Loop = (y: Floats) => void;

/**
 * Runs a kernel over elements and returns its result as a new array. The kernel's arguments are the addresses of
 * operands and result, the number n of elements, p and q. Operands are of one kind; shorter ones repeat. A kernel that
 * returns 1 has left NaN for the loop to replace. Returns null where the loop applies alone: for Float64, without
 * WebAssembly, and where p or q is out of the range of f32.
 */
export function elementwise(
  code: CompiledModule,
  kernel: number,
  loop: Loop | null,
  n: number,
  p: number,
  q: number,
  a: Floats,
  b?: Floats,
  c?: Floats,
): Floats | null {
  const wasm = n > 0 && a instanceof Float32Array && fitsSingle(p) && fitsSingle(q) ? clear(4 * n) : null;
  if (wasm === null) return null;
  const run = wasm.load(code)[kernel];
  const from = input(wasm, a, n);
  // Kernels write eight numbers at a time: an array from the heap has room for the last ones. Elsewhere a staged
  // operand is overwritten: its lines are in the cache.
  const y = reused(a, n);
  const inPlace = y !== null && wasm.heap.owns(y);
  const to = inPlace ? y.byteOffset : a.buffer === wasm.memory.buffer ? room(n) : from;
  let isPartial: number;
  if (b === undefined) isPartial = run(from, to, n, p, q);
  else {
    const second = b === a ? from : input(wasm, b, n);
    isPartial = c === undefined ? run(from, second, to, n, p, q) : run(from, second, input(wasm, c, n), to, n, p, q);
  }
  const result = delivered(wasm, to, y, n);
  if (isPartial && loop) fillIn(result, loop);
  return result;
}

/** Replaces NaN by the results of the loop, so that no result depends on its neighbours. */
function fillIn(y: Floats, loop: Loop): void {
  const whole = new Float32Array(y.length);
  loop(whole);
  for (let i = 0; i < y.length; i++) if (Number.isNaN(y[i])) y[i] = whole[i];
}
