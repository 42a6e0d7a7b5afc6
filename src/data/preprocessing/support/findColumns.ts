import { excerpt } from "../../../check/excerpt.ts";
import { listNames } from "../../../check/listNames.ts";
import { nearest } from "../../../check/nearest.ts";
import { DataFileError } from "../../dataFileError.ts";
import { cellParser, cellWords } from "../../tables/support/cellParser.ts";
import type { Column, ColumnKind, NumberColumn, Table, TextColumn } from "../../tables/table.ts";

/** Returns the column of that name. Throws DataFileError, with the nearest name. */
export function findColumn({ file, columns }: Table, name: string): Column {
  const found = columns.find((column) => column.name === name);
  if (found !== undefined) return found;
  const names = columns.map((column) => column.name);
  const near = nearest(name, names);
  throw new DataFileError(
    file,
    `a column ${excerpt(name)}`,
    `the columns ${listNames(names, 10)}`,
    near === undefined ? "" : `did you mean ${excerpt(near)}?`,
  );
}

/** Returns a column of texts: numbers become the shortest text that reads as the same number. */
export function asTexts(column: Column): TextColumn {
  if (column.kind === "text") return column;
  const { name, values, kind } = column;
  const codeOf = new Map<string, number>();
  const codes = Int32Array.from(values, (value) => {
    if (Number.isNaN(value)) return -1;
    const text = kind === "boolean" ? `${value === 1}` : `${value}`;
    const code = codeOf.get(text) ?? codeOf.size;
    codeOf.set(text, code);
    return code;
  });
  return { name, kind: "text", codes, texts: [...codeOf.keys()], hasMore: false };
}

/** Returns a column of numbers. Throws DataFileError at a text that is not of the kind. */
export function asNumbers(file: string, column: Column, kind: Exclude<ColumnKind, "text">): NumberColumn {
  if (column.kind !== "text") return column;
  const parse = cellParser(kind, ".");
  const numbers = column.texts.map((text) => {
    const value = parse(text);
    if (value === null)
      throw new DataFileError(file, `${cellWords[kind]} in column ${excerpt(column.name)}`, excerpt(text));
    return value;
  });
  const values = Float64Array.from(column.codes, (code) => numbers[code] ?? Number.NaN);
  return { name: column.name, kind, values };
}
