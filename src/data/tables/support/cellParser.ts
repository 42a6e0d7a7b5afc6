import type { ColumnKind } from "../table.ts";
import { booleanIn, type Decimal, daysIn, numberIn } from "./cells.ts";

/** Returns the number of a cell, or null if the cell is not of the kind. */
export type ParseCell = (cell: string) => number | null;

/** Returns the parser of a kind of column. */
export function cellParser(kind: Exclude<ColumnKind, "text">, decimal: Decimal): ParseCell {
  if (kind === "number") return (cell) => numberIn(cell, decimal);
  if (kind === "boolean") return booleanIn;
  const order = kind === "date, day first" ? "day first" : "month first";
  return (cell) => daysIn(cell, order);
}

/** The words for a cell of each kind in errors. */
export const cellWords: Readonly<Record<ColumnKind, string>> = {
  number: "a finite number",
  boolean: "true or false",
  date: "a date such as 2024-01-31",
  "date, day first": "a date such as 31.01.2024",
  "date, month first": "a date such as 01/31/2024",
  text: "text",
};
