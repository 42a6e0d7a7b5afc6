/** @file Short lists of numbers, as the claims need them. */

export const scaled = (x: readonly number[], factor: number): number[] => x.map((value) => factor * value);

export const repeat = (value: number, n: number): number[] => Array.from({ length: n }, () => value);

/** 1, 2, …, n */
export const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => i + 1);

export const norm = (x: readonly number[]): number => Math.sqrt(x.reduce((sum, value) => sum + value * value, 0));

export const mean = (x: readonly number[]): number => x.reduce((sum, value) => sum + value, 0) / x.length;

/** Returns the last element. */
export const last = <T>(list: readonly T[]): T => list[list.length - 1];

/** The exponential moving averages (1 − β) Σ β^(t−s) x_s, for t = 1, 2, … */
export function averages(beta: number, values: readonly number[]): number[] {
  let average = 0;
  return values.map((value) => (average = beta * average + (1 - beta) * value));
}
