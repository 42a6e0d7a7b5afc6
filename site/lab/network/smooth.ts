/**
 * The exponential moving average of a curve, corrected for its start at 0 as Adam's m̂ is. Gaps stay gaps.
 *
 *     m ← β m + (1 − β) x          smooth = m / (1 − βⁿ)          n: the values so far
 */
export function smooth(values: ArrayLike<number>, length: number, beta: number): Float64Array {
  const result = new Float64Array(length).fill(Number.NaN);
  let [m, power] = [0, 1];
  for (let i = 0; i < length; i++) {
    if (!Number.isFinite(values[i])) continue;
    m = beta * m + (1 - beta) * values[i];
    power *= beta;
    result[i] = m / (1 - power);
  }
  return result;
}
