/** Mean and standard deviation of the numbers of a feature, NaN left out. */
export interface ColumnStatistics {
  count: number;
  mean: number;
  /** 0 for a constant; within the rounding of the values it counts as one. */
  deviation: number;
}

/**
 * Mean and standard deviation in two passes over differences from the first number x₁:
 *
 *     μ  = x₁ + Σ (x − x₁) / n
 *     σ² = Σ (x − μ)² / n
 *
 * Differences of a constant are exactly 0, which Σ x / n would not give for most constants.
 */
export function columnStatistics(length: number, at: (i: number) => number): ColumnStatistics {
  let first = Number.NaN;
  let [count, sum, squares] = [0, 0, 0];
  for (let i = 0; i < length; i++) {
    const x = at(i);
    if (Number.isNaN(x)) continue;
    if (count++ === 0) first = x;
    sum += x - first;
  }
  const mean = first + sum / count;
  for (let i = 0; i < length; i++) {
    const x = at(i);
    if (!Number.isNaN(x)) squares += (x - mean) ** 2;
  }
  const variance = squares / count;
  const isConstant = variance <= (4 * Number.EPSILON * mean) ** 2;
  return { count, mean, deviation: isConstant ? 0 : Math.sqrt(variance) };
}
