/** @file Each returns false, with nothing done, where the plain loops apply. */
import type { Floats } from "../../array/floats.ts";
import { layerNorm as code } from "../../generated/wasm/layerNorm.ts";
import { begin, deliver, input, room } from "./staging.ts";

/** Normalises rows: y, mean and scale from x, weight and bias. */
export function layerNorm(
  x: Floats,
  weight: Floats,
  bias: Floats,
  y: Floats,
  mean: Float64Array,
  scale: Float64Array,
  eps: number,
): boolean {
  const [rows, n] = [mean.length, weight.length];
  const wasm = bias instanceof Float32Array ? begin(x, weight, y, n + 4 * rows) : null;
  if (wasm === null) return false;
  const [means, scales, to] = [room(2 * rows), room(2 * rows), room(y.length)];
  const from = [input(wasm, x), input(wasm, weight), input(wasm, bias)];
  if (!wasm.load(code)[0](...from, to, means, scales, rows, n, eps)) return false;
  mean.set(wasm.f64.subarray(means >> 3, (means >> 3) + rows));
  scale.set(wasm.f64.subarray(scales >> 3, (scales >> 3) + rows));
  deliver(wasm, to, y);
  return true;
}

/** dx, dWeight and dBias from dy, the operands and the statistics of the rows. */
export function layerNormGradient(
  dy: Floats,
  x: Floats,
  weight: Floats,
  mean: Float64Array,
  scale: Float64Array,
  dx: Floats,
  dWeight: Floats,
  dBias: Floats,
): boolean {
  const [rows, n] = [mean.length, weight.length];
  const wasm = weight instanceof Float32Array ? begin(dy, x, dx, 8 * n + 4 * rows) : null;
  if (wasm === null) return false;
  const padded = (n + 3) & -4;
  const [block, products, sums] = [room(2 * padded), room(2 * padded), room(2 * padded)];
  for (const start of [block, products, sums]) wasm.f32.fill(0, start >> 2, (start >> 2) + 2 * padded);
  const [means, scales, to] = [room(2 * rows), room(2 * rows), room(dx.length)];
  wasm.f64.set(mean, means >> 3);
  wasm.f64.set(scale, scales >> 3);
  const from = [input(wasm, dy), input(wasm, x), input(wasm, weight), means, scales];
  if (!wasm.load(code)[1](...from, to, block, products, sums, rows, n)) return false;
  deliver(wasm, to, dx);
  dWeight.set(wasm.f64.subarray(products >> 3, (products >> 3) + n));
  dBias.set(wasm.f64.subarray(sums >> 3, (sums >> 3) + n));
  return true;
}
