/** @file Each works on rows of numbers, and returns null where the plain loops are to be used. */
import type { Floats } from "../../array/floats.ts";
import { softmax as code } from "../../generated/wasm/softmax.ts";
import type { Instance } from "./instance.ts";
import { begin, copyIn, input, room, taken } from "./staging.ts";

/** Returns the softmax of rows, times a factor each. */
export function softmax(x: Floats, rows: number, columns: number, factors: Floats | null): Floats | null {
  const wasm = x.length === 0 ? null : begin(x, x, x, 4 * rows);
  if (wasm === null) return null;
  const { exps, sums } = expsOf(wasm, x, rows, columns);
  const scales = room(rows);
  for (let r = 0; r < rows; r++) wasm.f32[(scales >> 2) + r] = (factors === null ? 1 : factors[r]) / sums[r];
  return scaled(wasm, exps, scales, 0, 0, rows, columns);
}

/** Returns e^(x − M) of rows, and writes their sums and their cross-entropy. */
export function softmaxCrossEntropy(
  logits: Floats,
  labels: ArrayLike<number>,
  sums: Floats,
  losses: Floats,
  classes: number,
): Floats | null {
  const rows = sums.length;
  const wasm = logits.length === 0 ? null : begin(logits, logits, losses, 4 * rows);
  if (wasm === null) return null;
  const { exps, shifts, sums: found } = expsOf(wasm, logits, rows, classes);
  sums.set(found);
  for (let r = 0; r < rows; r++) {
    const shift = wasm.f32[(shifts >> 2) + r];
    const distance = shift - logits[r * classes + labels[r]];
    losses[r] = Number.isFinite(shift) ? distance + Math.log(sums[r]) : distance;
  }
  return taken(wasm, exps, logits.length);
}

/** Returns scale x − factor even. */
export function scaleRows(
  x: Floats,
  scales: Floats,
  factors: Floats,
  evens: Floats | null,
  columns: number,
): Floats | null {
  const wasm = begin(x, x, x, 2 * scales.length + columns);
  if (wasm === null) return null;
  const even = evens ? copyIn(wasm, evens) : 0;
  return scaled(wasm, input(wasm, x), copyIn(wasm, scales), copyIn(wasm, factors), even, scales.length, columns);
}

function expsOf(wasm: Instance, x: Floats, rows: number, columns: number) {
  const [exps, shifts, start] = [room(x.length), room(rows), room(2 * rows)];
  wasm.load(code)[0](input(wasm, x), exps, shifts, start, rows, columns);
  return { exps, shifts, sums: new Float64Array(wasm.memory.buffer, start, rows) };
}

/** Runs `scaleRows` on operands at these addresses. */
function scaled(
  wasm: Instance,
  x: number,
  scales: number,
  factors: number,
  evens: number,
  rows: number,
  columns: number,
): Floats {
  const y = room(rows * columns);
  wasm.load(code)[1](x, y, scales, factors, evens, rows, columns);
  return taken(wasm, y, rows * columns);
}
