import type { Floats } from "../../array/floats.ts";

/** √(Σ x²) over all elements of all arrays. Values whose squares leave the range of doubles are scaled first. */
export function norm(...arrays: readonly Floats[]): number {
  const root = Math.sqrt(sumOfSquares(arrays, 1));
  if (root > 1e-150 && root < 1e150) return root;
  let largest = 0;
  for (const values of arrays) for (const value of values) largest = Math.max(largest, Math.abs(value));
  // Subnormal: 1 / largest may overflow.
  const scale = largest < 1e-300 ? 1e300 : 1 / largest;
  return largest === 0 || !Number.isFinite(largest) ? largest : Math.sqrt(sumOfSquares(arrays, scale)) / scale;
}

/** Σ (scale x)² */
function sumOfSquares(arrays: readonly Floats[], scale: number): number {
  let sum = 0;
  for (const values of arrays) {
    for (let i = 0; i < values.length; i++) sum += (scale * values[i]) ** 2;
  }
  return sum;
}

/** √(mean x²); 0 for an empty array. */
export const rootMeanSquare = (values: Floats): number => norm(values) / Math.sqrt(values.length || 1);
