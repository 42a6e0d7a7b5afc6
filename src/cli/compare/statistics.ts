/** @file Order statistics. */

/** The median, and the quartiles beside it: between them lies the middle half. */
export interface Spread {
  low: number;
  median: number;
  high: number;
}

/**
 * The value below which this share of the values lies, with linear interpolation between neighbours (Hyndman & Fan,
 * "Sample Quantiles in Statistical Packages", 1996, type 7). NaN counts as Infinity: a run that broke off is worse than
 * any that did not.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.map((value) => (Number.isNaN(value) ? Infinity : value)).sort((a, b) => a - b);
  const at = share * (sorted.length - 1);
  const [below, part] = [Math.floor(at), at % 1];
  // Without a part, no interpolation: ∞ − ∞ is not a number.
  if (part === 0 || sorted[below] === sorted[below + 1]) return sorted[below];
  return sorted[below] + part * (sorted[below + 1] - sorted[below]);
}

export const spread = (values: readonly number[]): Spread => ({
  low: quantile(values, 0.25),
  median: quantile(values, 0.5),
  high: quantile(values, 0.75),
});

/** Whether two middle halves overlap: then the difference of the medians is within the noise of the seeds. */
export const isWithinNoise = (a: Spread, b: Spread): boolean => a.low <= b.high && b.low <= a.high;
