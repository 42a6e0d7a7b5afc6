import type { ColumnKind } from "../table.ts";
import { cellParser } from "./cellParser.ts";
import type { Decimal } from "./cells.ts";
import type { Missing } from "./columnBuilder.ts";

const kinds = ["boolean", "number", "date, month first", "date, day first"] as const;

/** A column with this share of cells of one kind has that kind: the others are slips. */
export const leastShare = 0.95;

/** Among fewer cells one slip is too many to tell. */
export const fewCells = 20;

/** Returns the kind of a column from some of its cells: text unless (nearly) all cells are of another kind. */
export function recogniseKind(cells: readonly string[], decimal: Decimal, missing: Missing): ColumnKind {
  const present = cells.map((cell) => cell.trim()).filter((cell) => !missing.has(cell));
  const least = present.length < fewCells ? present.length : leastShare * present.length;
  if (present.length === 0) return "number";
  const holds = kinds.find((kind) => {
    const parse = cellParser(kind, decimal);
    return present.filter((cell) => parse(cell) !== null).length >= least;
  });
  if (holds !== "date, month first") return holds ?? "text";
  if (present.every((cell) => /^\d{4}/.test(cell))) return "date";
  return present.every((cell) => cell.includes(".")) ? "date, day first" : "date, month first";
}
