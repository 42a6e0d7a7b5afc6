import { expect } from "vitest";

const fraction = /-?\d+(?:\.\d+(?:e[+-]?\d+)?|e[+-]?\d+)/g;

/**
 * Expects a text as a page shows it. Words and integers must be the same; fractions may differ by 1e-5 of their size.
 * Engines differ in the last bit of exp and log, and training makes that difference visible in the seventh digit.
 */
export function expectPrint(printed: string, shown: string): void {
  const others = (text: string): string => text.replace(fraction, "#");
  // The whole texts, so that a failure shows both.
  if (others(printed) !== others(shown)) expect(printed).toBe(shown);
  const values = (text: string): number[] => (text.match(fraction) ?? []).map(Number);
  const expected = values(shown);
  const close = values(printed).every((value, i) => Math.abs(value - expected[i]) <= 1e-5 * Math.abs(expected[i]));
  if (!close) expect(printed).toBe(shown);
}
