/** Σ |xᵢ|, which tells a right result from a wrong one. */
export function magnitude(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += Math.abs(values[i]);
  return sum;
}
