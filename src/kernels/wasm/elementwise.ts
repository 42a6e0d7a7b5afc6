import type { Floats } from "../../array/floats.ts";
import { reused } from "../../array/makeZeros.ts";
import { fitsSingle } from "./fitsSingle.ts";
import type { CompiledModule } from "./instance.ts";
import { clear, delivered, input, room } from "./staging.ts";

/** 8 KiB: the call of a kernel is a small part of its time. */
const shortestPart = 2048;

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
  const part = partLength(n, a, b ?? a, c ?? a);
  const whole = a.length === n;
  const from = input(wasm, a, whole ? n : part);
  // Kernels write eight numbers at a time: an array from the heap has room for the last ones. Elsewhere a staged
  // operand is overwritten: its lines are in the cache.
  const y = reused(a, n);
  const inPlace = y !== null && wasm.heap.owns(y);
  const to = inPlace ? y.byteOffset : a.buffer === wasm.memory.buffer || !whole ? room(n) : from;
  const second = b === undefined || b === a ? from : input(wasm, b, b.length === n ? n : part);
  const third = c === undefined ? 0 : input(wasm, c, c.length === n ? n : part);
  let isPartial = 0;
  for (let start = 0; start < n; start += part) {
    const length = Math.min(part, n - start);
    const at = (address: number, x: Floats): number => address + (x.length === n ? 4 * start : 0);
    const [i, yAt] = [at(from, a), to + 4 * start];
    if (b === undefined) isPartial |= run(i, yAt, length, p, q);
    else if (c === undefined) isPartial |= run(i, at(second, b), yAt, length, p, q);
    else isPartial |= run(i, at(second, b), at(third, c), yAt, length, p, q);
  }
  const result = delivered(wasm, to, y, n);
  if (isPartial && loop) fillIn(result, loop);
  return result;
}

/**
 * The length of the parts that a kernel computes one after another, so that shorter operands are repeated up to it and
 * not up to n. Parts begin at whole rounds of the kernels. Returns n for short arrays, and where nothing repeats.
 */
function partLength(n: number, a: Floats, b: Floats, c: Floats): number {
  if (n < 2 * shortestPart) return n;
  const shorter = [a.length, b.length, c.length].filter((length) => length < n);
  let part = Math.max(...shorter, 1);
  if (shorter.length === 0 || shorter.some((length) => part % length > 0)) return n;
  while (part < shortestPart || part % 8 > 0) part *= 2;
  return Math.min(part, n);
}

/** Replaces NaN by the results of the loop, so that no result depends on its neighbours. */
function fillIn(y: Floats, loop: Loop): void {
  const whole = new Float32Array(y.length);
  loop(whole);
  for (let i = 0; i < y.length; i++) if (Number.isNaN(y[i])) y[i] = whole[i];
}
