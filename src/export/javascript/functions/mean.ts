/** Σ values / divisor, rounded once to Float32 */
export function mean(values: Float32Array, divisor: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return Math.fround(sum / divisor);
}
