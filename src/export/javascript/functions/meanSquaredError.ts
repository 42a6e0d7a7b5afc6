/** @file Mean squared error on plain arrays. */
import { mean } from "./mean.ts";

/** loss = mean of (x − target)² */
export function meanSquaredError(x: Float32Array, targets: Float32Array): number {
  if (targets.length !== x.length) throw new RangeError(`targets must be ${x.length} numbers, got ${targets.length}`);
  const squares = x.map((value, i) => (value - targets[i]) * (value - targets[i]));
  return mean(squares, x.length);
}

/** ∂loss/∂x = 2 (x − target) / count */
export function meanSquaredErrorGradient(x: Float32Array, targets: Float32Array): Float32Array {
  const share = Math.fround(1 / x.length);
  return x.map((value, i) => share * 2 * (value - targets[i]));
}
