import { excerpt } from "../../../check/excerpt.ts";
import type { ColumnKind } from "../table.ts";
import { cellParser } from "./cellParser.ts";
import type { Decimal } from "./cells.ts";
import type { Missing } from "./columnBuilder.ts";
import type { CsvRow } from "./csvRows.ts";
import { recogniseKind } from "./recogniseKind.ts";
import { TableError } from "./tableError.ts";

/**
 * Returns whether line 1 holds the names of the columns. Above numbers, a text is a name and a number is data. Above
 * texts, data is a text that occurs again. Throws TableError if the cells disagree.
 */
export function recogniseHeader(rows: readonly CsvRow[], file: string, decimal: Decimal, missing: Missing): boolean {
  const [first, ...rest] = rows;
  const signs = { number: new Set<Sign>(), text: new Set<Sign>() };
  for (const [at, cell] of first.cells.entries()) {
    const below = rest.map(({ cells }) => (cells[at] ?? "").trim());
    const kind = recogniseKind(below, decimal, missing);
    signs[kind === "text" ? "text" : "number"].add(sign(cell.trim(), below, kind, decimal, missing));
  }
  const { number, text } = signs;
  const isCounted = isCounting(first.cells);
  if (number.has("name") && !number.has("data")) return true;
  if (number.has("data") && !number.has("name") && !text.has("name") && !isCounted) return false;
  if (!number.has("data") && !(text.has("data") && text.has("name"))) return !text.has("data");
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

function sign(cell: string, below: readonly string[], kind: ColumnKind, decimal: Decimal, missing: Missing): Sign {
  const present = below.filter((other) => !missing.has(other));
  if (present.length === 0 || missing.has(cell)) return "unclear";
  if (kind !== "text") return cellParser(kind, decimal)(cell) === null ? "name" : "data";
  if (present.includes(cell)) return "data";
  const isRepeated = present.length >= 10 && new Set(present).size <= present.length / 2;
  return isRepeated ? "name" : "unclear";
}
