/** @file Softmax and cross-entropy by SIMD. Each function returns null where the plain loops are to be used. */
import type { Floats } from "../../array/floats.ts";
import { softmax as code } from "../../generated/wasm/softmax.ts";
import type { Instance } from "./instance.ts";
import { needsDouble } from "./needsDouble.ts";
import { begin, copyIn, input, room, taken } from "./staging.ts";
import { turned } from "./turned.ts";

/** Returns the softmax along the middle axis of [outer, length, inner], times a factor for each line. */
export function softmax(
  x: Floats,
  outer: number,
  length: number,
  inner: number,
  factors: Floats | null,
): Floats | null {
  const rows = outer * inner;
  const wasm = x.length === 0 ? null : begin(x, x, x, 2 * x.length + 4 * rows);
  if (wasm === null) return null;
  const { exps, sums } = expsOf(wasm, turned(wasm, input(wasm, x), outer, length, inner), rows, length);
  const scales = room(rows);
  for (let r = 0; r < rows; r++) wasm.f32[(scales >> 2) + r] = (factors === null ? 1 : factors[r]) / wasm.f64[sums + r];
  const y = scaled(wasm, exps, scales, 0, 0, rows, length);
  return taken(wasm, turned(wasm, y, outer, inner, length), x.length);
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
  const { exps, shifts, sums: found } = expsOf(wasm, input(wasm, logits), rows, classes);
  for (let r = 0; r < rows; r++) {
    const shift = wasm.f32[shifts + r];
    sums[r] = wasm.f64[found + r];
    const distance = shift - logits[r * classes + labels[r]];
    losses[r] = Number.isFinite(shift) ? distance + Math.log(sums[r]) : distance;
  }
  return taken(wasm, exps, logits.length);
}

/** Returns scale x − factor even. Returns null where one of these three needs f64. */
export function scaleRows(
  x: Floats,
  scales: Floats,
  factors: Floats,
  evens: Floats | null,
  columns: number,
): Floats | null {
  const fits = allFit(scales) && (evens === null || (allFit(factors) && allFit(evens)));
  const wasm = fits ? begin(x, x, x, 2 * scales.length + columns) : null;
  if (wasm === null) return null;
  const even = evens ? copyIn(wasm, evens) : 0;
  const rows = scales.length;
  const y = scaled(wasm, input(wasm, x), copyIn(wasm, scales), copyIn(wasm, factors), even, rows, columns);
  return taken(wasm, y, x.length);
}

function expsOf(wasm: Instance, x: number, rows: number, columns: number) {
  const exps = room(rows * columns);
  const shifts = room(rows);
  const sums = room(2 * rows);
  wasm.load(code)[0](x, exps, shifts, sums, rows, columns);
  return { exps, shifts: shifts >> 2, sums: sums >> 3 };
}

function allFit(values: Floats): boolean {
  for (let i = 0; i < values.length; i++) if (needsDouble(values[i])) return false;
  return true;
}

/** Returns the address of what `scaleRows` computes of operands at these addresses. */
function scaled(
  wasm: Instance,
  x: number,
  scales: number,
  factors: number,
  evens: number,
  rows: number,
  columns: number,
): number {
  const y = room(rows * columns);
  wasm.load(code)[1](x, y, scales, factors, evens, rows, columns);
  return y;
}
