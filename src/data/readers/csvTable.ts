/** @file From CSV text to data sets: one column is what to predict, all others are numbers to predict it from. */

import { excerpt, showName } from "../../check/excerpt.ts";
import { DataFileError } from "../dataFileError.ts";
import type { Dataset } from "../dataset.ts";
import { type CsvRow, parseCsv } from "./parseCsv.ts";

export interface CsvOptions {
  /** Does the first row hold the names of the columns? Default: yes. */
  header?: boolean;
  /** The column to predict: its name, or its number from 0. Default: the last. */
  target?: string | number;
}

export interface CsvDataset extends Dataset {
  /** What the file calls class 0, 1, … */
  readonly classNames: readonly string[];
}

// A cell is at least one character and what ends it, a row two cells. Memory beyond what is used is never touched.
const mostCells = (text: string): number => Math.ceil(text.length / 2);
export const mostRows = (text: string): number => Math.ceil(mostCells(text) / 2);

export const aNumber = "a finite 32-bit number";

/** Takes the cell to predict of a row, counted from 0; `wrong` makes the error that says where it is. */
type Take = (row: number, cell: string, wrong: (expected: string) => DataFileError) => void;

/** The numbers of all columns but one, whose cells go to `take`. */
export function readTable(text: string, file: string, options: CsvOptions, take: Take) {
  const numbers = new Float32Array(mostCells(text));
  let columns: Columns | null = null;
  let n = 0;
  let used = 0;
  for (const row of parseCsv(text, file)) {
    const isHeader = columns === null && (options.header ?? true);
    columns ??= columnsOf(row, file, options);
    if (isHeader) continue;
    const { names, target } = columns;
    const wrong = (at: number, expected: string) => wrongCell(file, row, names, at, expected);
    for (let at = 0; at < row.cells.length; at++) {
      if (at === target) continue;
      const value = toNumber(row.cells[at].trim());
      if (value === null) throw wrong(at, aNumber);
      numbers[used++] = value;
    }
    take(n++, row.cells[target].trim(), (expected) => wrong(target, expected));
  }
  if (n === 0)
    throw new DataFileError(file, "a row of data", (options.header ?? true) ? "at most a header" : "an empty file");
  return { inputs: numbers.slice(0, used), shape: [n, used / n] };
}

interface Columns {
  /** Empty without a header. */
  names: readonly string[];
  target: number;
}

/** What the first row says about all. */
function columnsOf({ cells }: CsvRow, file: string, { header = true, target }: CsvOptions): Columns {
  if (cells.length < 2) throw new DataFileError(file, "2 or more columns, separated by commas", `${cells.length}`);
  const names = header ? cells.map((cell) => cell.trim()) : [];
  // A table without names would lose its first row silently.
  if (header && names.every((name) => toNumber(name) !== null))
    throw new DataFileError(`${file}, line 1`, "the names of the columns, or header: false", excerpt(names.join(",")));
  return { names, target: targetColumn(file, names, cells.length, target) };
}

function wrongCell(
  file: string,
  { line, cells }: CsvRow,
  names: readonly string[],
  at: number,
  expected: string,
): DataFileError {
  const name = names[at] === undefined ? "" : ` (${showName(names[at])})`;
  const found = cells[at].trim();
  return new DataFileError(
    `${file}, line ${line}, column ${at + 1}${name}`,
    expected,
    found === "" ? "a blank cell" : excerpt(found),
  );
}

function targetColumn(file: string, names: readonly string[], width: number, target?: string | number): number {
  const column = typeof target === "string" ? names.indexOf(target) : (target ?? width - 1);
  const isUnique = typeof target !== "string" || column === names.lastIndexOf(target);
  if (Number.isInteger(column) && column >= 0 && column < width && isUnique) return column;
  const found = names.length > 0 ? `the columns ${names.join(", ")}` : `${width} columns without names`;
  throw new DataFileError(file, `one column ${JSON.stringify(target)}`, found);
}

// Number() alone would also take "", "0x1f" and "Infinity"; and what is beyond 32 bits becomes Infinity in a Float32Array.
export function toNumber(text: string): number | null {
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Math.fround(Number(text)) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
