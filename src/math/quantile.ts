/**
 * Returns the value below which this share of the values lies, with linear interpolation between neighbours.
 * Hyndman & Fan, "Sample Quantiles in Statistical Packages", 1996, type 7.
 * NaN counts as Infinity, since a run that diverged is worse than any other.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [below, part] = [Math.floor(at), at % 1];
  // Interpolates only between ranks, since ∞ − ∞ is NaN.
  if (part === 0 || sorted[below] === sorted[below + 1]) return sorted[below];
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}
