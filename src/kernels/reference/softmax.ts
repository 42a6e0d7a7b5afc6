/**
 * @file Softmax and what is built on it, along the middle axis of [outer, length, inner].
 *
 *     ln Σⱼ e^xⱼ = M + ln Σⱼ e^(xⱼ − M)      M = maxⱼ xⱼ
 *
 * Subtracting the maximum changes nothing in exact arithmetic and keeps every exponential within [0, 1].
 */
import type { Floats } from "../../array/floats.ts";
import { lineStart } from "../lineStart.ts";
import { maximum } from "./extremes.ts";

/** y[o,i] = ln Σⱼ e^x[o,j,i] */
export function logSumExp(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  for (let at = 0; at < outer * inner; at++) y[at] = logSumExpAt(x, lineStart(at, length, inner), length, inner);
}

/** y[o,j,i] = factors[o,i] e^(x[o,j,i] − ln Σ e^x), with factors of 1 for null. */
export function softmax(
  x: Floats,
  y: Floats,
  outer: number,
  length: number,
  inner: number,
  factors: Floats | null = null,
): void {
  for (let at = 0; at < outer * inner; at++)
    softmaxAt(x, y, lineStart(at, length, inner), length, inner, factors === null ? 1 : factors[at]);
}

/** dx = y (dy − Σⱼ dyⱼ yⱼ) */
export function softmaxGradient(y: Floats, dy: Floats, dx: Floats, outer: number, length: number, inner: number): void {
  for (let at = 0; at < outer * inner; at++) {
    const start = lineStart(at, length, inner);
    const end = start + length * inner;
    let weighted = 0;
    for (let k = start; k < end; k += inner) weighted += dy[k] * y[k];
    for (let k = start; k < end; k += inner) dx[k] = y[k] * (dy[k] - weighted);
  }
}

/** y[o,j,i] = x[o,j,i] − M − ln Σ e^(x − M): to round M + ln Σ first would cost every y the digits of M. */
export function logSoftmax(x: Floats, y: Floats, outer: number, length: number, inner: number): void {
  for (let at = 0; at < outer * inner; at++) {
    const start = lineStart(at, length, inner);
    const max = maximum(x, start, length, inner);
    const log = Math.log(sumExp(x, start, length, inner, max));
    for (let j = 0; j < length; j++) y[start + j * inner] = x[start + j * inner] - max - log;
  }
}

/** dx = dy − e^y Σⱼ dyⱼ */
export function logSoftmaxGradient(
  y: Floats,
  dy: Floats,
  dx: Floats,
  outer: number,
  length: number,
  inner: number,
): void {
  for (let at = 0; at < outer * inner; at++) {
    const start = lineStart(at, length, inner);
    const end = start + length * inner;
    let all = 0;
    for (let k = start; k < end; k += inner) all += dy[k];
    for (let k = start; k < end; k += inner) dx[k] = dy[k] - Math.exp(y[k]) * all;
  }
}

/**
 * losses[r] = M − logits[r, labels[r]] + ln sums[r]: the difference of large logits comes first.
 * Returns exps[r,j] = e^(logits[r,j] − M) with their sums.
 */
export function softmaxCrossEntropy(
  logits: Floats,
  labels: ArrayLike<number>,
  sums: Floats,
  losses: Floats,
  classes: number,
): Floats {
  const exps = logits.slice();
  for (let r = 0; r < sums.length; r++) {
    const start = r * classes;
    const max = maximum(logits, start, classes, 1);
    const distance = max - logits[start + labels[r]];
    let sum = 0;
    for (let k = start; k < start + classes; k++) {
      const e = Math.exp(logits[k] - max);
      exps[k] = e;
      sum += e;
    }
    sums[r] = sum;
    losses[r] = Number.isFinite(max) ? distance + Math.log(sum) : distance;
  }
  return exps;
}

function logSumExpAt(x: Floats, start: number, length: number, step: number): number {
  const max = maximum(x, start, length, step);
  // An infinite maximum is the answer itself: ∞ − ∞ below would be NaN.
  if (max === Infinity || max === -Infinity) return max;
  return max + Math.log(sumExp(x, start, length, step, max));
}

/** y = factor e^(xⱼ − M) / Σⱼ e^(xⱼ − M) for the elements at start, start + step, … */
function softmaxAt(x: Floats, y: Floats, start: number, length: number, step: number, factor: number): void {
  const max = maximum(x, start, length, step);
  const sum = sumExp(x, start, length, step, max);
  for (let j = 0; j < length; j++) y[start + j * step] = (factor * Math.exp(x[start + j * step] - max)) / sum;
}

/** Σⱼ e^(xⱼ − shift) */
function sumExp(x: Floats, start: number, length: number, step: number, shift: number): number {
  let sum = 0;
  for (let j = 0; j < length; j++) sum += Math.exp(x[start + j * step] - shift);
  return sum;
}
