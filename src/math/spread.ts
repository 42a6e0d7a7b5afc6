import { quantile } from "./quantile.ts";

/** The median and the quartiles around it. The quartiles enclose the middle half of the values. */
export interface Spread {
  low: number;
  median: number;
  high: number;
}

export const spread = (values: readonly number[]): Spread => ({
  low: quantile(values, 0.25),
  median: quantile(values, 0.5),
  high: quantile(values, 0.75),
});

/** Returns whether two middle halves overlap. If so, the difference of the medians is within the noise of the seeds. */
export const isWithinNoise = (a: Spread, b: Spread): boolean => a.low <= b.high && b.low <= a.high;
