const mostRows = 25;

/** The steps that a table shows of 0 to `last`: at most 25, evenly spaced, with both ends. */
export function tableSteps(last: number): number[] {
  const count = Math.min(mostRows, last + 1);
  return Array.from({ length: count }, (_, i) => Math.round((i * last) / Math.max(1, count - 1)));
}
