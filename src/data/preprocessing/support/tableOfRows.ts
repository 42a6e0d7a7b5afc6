import { describeValue } from "../../../check/describeValue.ts";
import { isRecord } from "../../../check/isRecord.ts";
import { DataFileError } from "../../dataFileError.ts";
import { cellParser, cellWords } from "../../tables/support/cellParser.ts";
import { NumberBuilder, TextBuilder } from "../../tables/support/columnBuilder.ts";
import { defaultMissing } from "../../tables/support/defaultMissing.ts";
import type { Column, ColumnKind, Table } from "../../tables/table.ts";

/** A row as an object: numbers, texts as in a CSV cell, true and false; null or undefined where missing. */
export type Row = Readonly<Record<string, unknown>>;

const missing = new Set(["", ...defaultMissing]);

/** Makes a table of objects. Throws DataFileError at a value that is not of the column's kind, with row and column. */
export function tableOfRows(rows: readonly Row[], kinds: Readonly<Record<string, ColumnKind>>): Table {
  for (const [at, row] of rows.entries())
    if (!isRecord(row))
      throw new DataFileError(`row ${at + 1}`, "an object with the values of the columns", describeValue(row));
  const names = Object.keys(kinds).filter((name) => rows.some((row) => Object.hasOwn(row, name)));
  const columns = names.map((name) => columnOf(rows, name, kinds[name]));
  return { file: "rows", rows: rows.length, columns, hasHeader: true, notes: [] };
}

function columnOf(rows: readonly Row[], name: string, kind: ColumnKind): Column {
  const builder = kind === "text" ? new TextBuilder(missing) : new NumberBuilder(kind, cellParser(kind, "."), missing);
  for (const [at, row] of rows.entries()) {
    const value = Object.hasOwn(row, name) ? row[name] : null;
    builder.add(cellOf(value, kind, `row ${at + 1}: column "${name}"`), at + 1);
    if (builder.firstOdd !== null)
      throw new DataFileError(`row ${at + 1}: column "${name}"`, cellWords[kind], describeValue(value));
  }
  return builder.finish(name);
}

function cellOf(value: unknown, kind: ColumnKind, place: string): string {
  if (value === null || value === undefined || Number.isNaN(value)) return "";
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return kind === "number" ? `${Number(value)}` : `${value}`;
  if (typeof value === "number")
    return kind === "boolean" && (value === 0 || value === 1) ? `${value === 1}` : `${value}`;
  if (value instanceof Date && !Number.isNaN(value.getTime())) return value.toISOString();
  throw new DataFileError(place, cellWords[kind], describeValue(value));
}
