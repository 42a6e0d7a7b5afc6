/** @file Which learning rate a path on a test function is drawn with. */

/** The learning rates tried on every test function, and the steps of every path. */
export const surfaceRates: readonly number[] = [1e-3, 3e-3, 1e-2, 3e-2, 0.1, 0.3, 1];
export const surfaceSteps = 150;

/** A path in two numbers. */
export interface PathScore {
  /** The mean value over the path; Infinity if it is cut short. */
  mean: number;
  /** Points outside the domain. */
  outside: number;
}

/** Compares two paths: first by the points outside, then by the mean value. */
export const isBetter = (a: PathScore, b: PathScore): boolean =>
  a.outside === b.outside ? a.mean < b.mean : a.outside < b.outside;
