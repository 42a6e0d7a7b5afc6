import { excerpt } from "../../../check/excerpt.ts";
import type { ColumnKind } from "../table.ts";
import { cellParser } from "./cellParser.ts";
import type { Decimal } from "./cells.ts";
import type { CsvRow } from "./csvRows.ts";
import { recogniseKind } from "./recogniseKind.ts";
import { TableError } from "./tableError.ts";

/**
 * Returns whether line 1 holds the names of the columns: it does not where it is a number above numbers, or a text
 * that occurs again below. Throws TableError if its cells disagree.
 */
export function recogniseHeader(rows: readonly CsvRow[], file: string, decimal: Decimal, missing: ReadonlySet<string>) {
  const [first, ...rest] = rows;
  const signs = first.cells.map((cell, at) => {
    const below = rest.map(({ cells }) => (cells[at] ?? "").trim());
    return sign(cell.trim(), below, recogniseKind(below, decimal, missing), decimal, missing);
  });
  if (!signs.includes("data")) return true;
  if (!signs.includes("name") && !isCounting(first.cells)) return false;
  throw new TableError(
    `${file}:${first.line}`,
    "the names of the columns, or data like the lines below",
    excerpt(first.cells.join(",")),
    "pass header: true if these are names, header: false if they are data",
    "pass --header if these are names, --no-header if they are data",
  );
}

/** 2019,2020,2021 may be data, or the names of years. */
function isCounting(cells: readonly string[]): boolean {
  const numbers = cells.map((cell) => cell.trim()).filter((cell) => /^\d+$/.test(cell));
  return numbers.length > 1 && numbers.every((number, at) => Number(number) === Number(numbers[0]) + at);
}

type Sign = "name" | "data" | "unclear";

function sign(
  cell: string,
  below: readonly string[],
  kind: ColumnKind,
  decimal: Decimal,
  missing: ReadonlySet<string>,
): Sign {
  const present = below.filter((other) => !missing.has(other));
  if (present.length === 0 || missing.has(cell)) return "unclear";
  if (kind !== "text") return cellParser(kind, decimal)(cell) === null ? "name" : "data";
  if (present.includes(cell)) return "data";
  const isRepeated = present.length >= 10 && new Set(present).size <= present.length / 2;
  return isRepeated ? "name" : "unclear";
}
