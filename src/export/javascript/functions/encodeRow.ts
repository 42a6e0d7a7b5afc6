/** @file A row of a table as inputs: what `Preprocessing.transform` does, for one row. */
import { defaultMissing } from "../../../data/tables/support/defaultMissing.ts";

interface NumberColumn {
  name: string;
  /** The words for a value of its kind. */
  holds: string;
  /** Returns the number of a text; null for another text. */
  read(text: string): number | null;
  mean: number;
  deviation: number;
  indicator: boolean;
}

interface TextColumn {
  name: string;
  levels: readonly string[];
  mode: string;
  other: boolean;
  indicator: boolean;
}

type Cell = number | string | boolean | Date | null | undefined;

/** Returns the inputs of a row: standardized numbers, and for each text one input that is 1 among zeros. */
export function encodeRow(row: Readonly<Record<string, Cell>>, columns: readonly (NumberColumn | TextColumn)[]) {
  const inputs: number[] = [];
  for (const column of columns) {
    if (!Object.hasOwn(row, column.name))
      throw new RangeError(`predict: the row must have a column "${column.name}", got ${Object.keys(row).join(", ")}`);
    const text = textOf(row[column.name], "levels" in column ? "text" : column.holds);
    if ("levels" in column) {
      const level = column.levels.indexOf(text === "" ? column.mode : text);
      inputs.push(...column.levels.map((_, k) => (k === level ? 1 : 0)));
      if (column.other) inputs.push(level === -1 ? 1 : 0);
    } else {
      const value = text === "" ? column.mean : column.read(text);
      if (value === null)
        throw new RangeError(`predict: column "${column.name}" must hold ${column.holds}, got "${text}"`);
      inputs.push(text === "" || column.deviation === 0 ? 0 : (value - column.mean) / column.deviation);
    }
    if (column.indicator) inputs.push(text === "" ? 1 : 0);
  }
  return Float32Array.from(inputs);
}

/** The text of a cell, "" where it is missing. Numbers and booleans may stand for each other. */
function textOf(cell: Cell, holds: string): string {
  if (holds === "a finite number" && typeof cell === "boolean") return `${Number(cell)}`;
  if (holds === "true or false" && (cell === 0 || cell === 1)) return `${cell === 1}`;
  const text = cell instanceof Date ? cell.toISOString() : `${cell ?? ""}`.trim();
  return defaultMissing.includes(text) ? "" : text;
}
