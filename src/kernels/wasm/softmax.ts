import type { Floats } from "../../array/floats.ts";
import { softmax as code } from "../../generated/wasm/softmax.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Softmax of rows, times a factor each. False, with nothing done, where the plain loops are to be used. */
export function softmax(x: Floats, y: Floats, rows: number, columns: number, factors: Floats | null = null): boolean {
  const wasm = x.length === 0 ? null : begin(x, y, y, 3 * rows);
  if (wasm === null) return false;
  const from = input(wasm, x);
  const to = room(y.length);
  wasm.load(code)[0](from, to, room(rows), room(rows), factors ? input(wasm, factors) : 0, rows, columns);
  deliver(wasm, to, y);
  return true;
}

/** Softmax and cross-entropy of rows. False, with nothing done, where the plain loops are to be used. */
export function softmaxCrossEntropy(
  logits: Floats,
  labels: ArrayLike<number>,
  probabilities: Floats,
  losses: Floats,
  rows: number,
  classes: number,
): boolean {
  const wasm = logits.length === 0 ? null : begin(logits, probabilities, losses, 2 * rows);
  if (wasm === null) return false;
  const from = input(wasm, logits);
  const to = room(probabilities.length);
  const shifts = room(rows);
  const sums = room(rows);
  wasm.load(code)[0](from, to, shifts, sums, 0, rows, classes);
  for (let r = 0; r < rows; r++) {
    const shift = wasm.f32[(shifts >> 2) + r];
    const infinite = shift === Infinity || shift === -Infinity;
    const distance = shift - logits[r * classes + labels[r]];
    losses[r] = infinite ? distance : distance + Math.log(wasm.f32[(sums >> 2) + r]);
  }
  deliver(wasm, to, probabilities);
  return true;
}
