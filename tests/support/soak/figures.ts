/** @file Measured figures with their limits, and the table they are printed as. */
import { textTable } from "../../../src/cli/terminal/table.ts";

export interface Figure {
  part: string;
  what: string;
  value: number | string;
  /** In words; empty where nothing is asked of the figure. */
  limit: string;
  passed: boolean;
}

type Row = Omit<Figure, "part">;

export const known = (what: string, value: number): Row => ({ what, value, limit: "", passed: true });

export const atMost = (what: string, value: number, limit: number): Row => ({
  what,
  value,
  limit: `at most ${limit}`,
  passed: value <= limit,
});

export const atLeast = (what: string, value: number, limit: number): Row => ({
  what,
  value,
  limit: `at least ${limit}`,
  passed: value >= limit,
});

/** Fingerprints that must be equal. */
export const same = (what: string, fingerprints: readonly string[]): Row => ({
  what,
  value: [...new Set(fingerprints)].join(" "),
  limit: "one",
  passed: new Set(fingerprints).size === 1,
});

/** The figures that a part measured. An error that ends it is a failed figure. */
export async function measured(part: string, measure: () => Promise<Row[]>): Promise<Figure[]> {
  try {
    return (await measure()).map((row) => ({ part, ...row }));
  } catch (error) {
    return [{ part, what: "ended by an error", value: (error as Error).message, limit: "none", passed: false }];
  }
}

export function figureTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ part, what, value, limit, passed }, i) => [
    part === figures[i - 1]?.part ? "" : part,
    what,
    typeof value === "number" ? `${Math.round(value * 1000) / 1000}` : value,
    limit,
    limit === "" ? "" : passed ? "pass" : "FAIL",
  ]);
  return textTable(rows, ["part", "figure", "value", "limit", ""]);
}
