/** @file Reads CSV text as a table: one column is the target, all others are numeric features. */

import { excerpt, showName } from "../../../check/excerpt.ts";
import { DataFileError } from "../../dataFileError.ts";
import type { Dataset, RegressionDataset } from "../../dataset.ts";
import { NoHeaderError } from "./noHeaderError.ts";
import { type CsvRow, parseCsv } from "./parseCsv.ts";

export interface CsvOptions {
  /** True, the default: line 1 holds the names of the columns and must not look like data. */
  header?: boolean;
  /** The column to predict: its name, or its index from 0. Default: the last. */
  target?: string | number;
  /** The feature columns in the order wanted. A test file is read in the order of its training file by this. */
  columns?: readonly string[];
}

/** The names in a table's header. */
export interface TableNames {
  /** The feature columns, in the order of the inputs. Empty without a header. */
  readonly columns: readonly string[];
  /** The column to predict. Empty without a header. */
  readonly targetName: string;
}

export interface CsvDataset extends Dataset, TableNames {
  /** The file's name of class 0, 1, … */
  readonly classNames: readonly string[];
}

export interface CsvRegression extends RegressionDataset, TableNames {}

// A cell is at least one character and its end, a row two cells. Untouched memory costs nothing.
const mostCells = (text: string): number => Math.ceil(text.length / 2);
export const mostRows = (text: string): number => Math.ceil(mostCells(text) / 2);

export const aNumber = "a finite number";

/** Makes the error about a cell. */
type Wrong = (needed: string, fix?: string) => DataFileError;

/** Takes the target cell of a row, counted from 0; `wrong` makes an error that says where the cell is. */
type TakeTarget = (row: number, cell: string, wrong: Wrong) => void;

/**
 * Reads the features of all rows and passes target cells to `take`. Features stay in Float64: in Float32, timestamps
 * one minute apart would be equal before they are standardized.
 */
export function readTable(text: string, file: string, options: CsvOptions, take: TakeTarget) {
  const numbers = new Float64Array(mostCells(text));
  let columns: Columns | null = null;
  let n = 0;
  let used = 0;
  for (const row of parseCsv(text, file)) {
    const isHeader = columns === null && (options.header ?? true);
    columns ??= readColumns(row, file, options);
    if (isHeader) continue;
    const { names, features, target } = columns;
    const wrong = (at: number, needed: string, fix?: string) => wrongCell(file, row, names, at, needed, fix);
    for (const at of features) {
      const value = toNumber(row.cells[at].trim());
      if (value === null) throw wrong(at, aNumber);
      numbers[used++] = value;
    }
    take(n++, row.cells[target].trim(), (needed, fix) => wrong(target, needed, fix));
  }
  if (columns === null || n === 0)
    throw new DataFileError(file, "a row of data", (options.header ?? true) ? "at most a header" : "an empty file");
  const { names, features, target } = columns;
  const named = names.length > 0;
  return {
    inputs: numbers.slice(0, used),
    shape: [n, features.length],
    columns: named ? features.map((at) => names[at]) : [],
    targetName: named ? names[target] : "",
  };
}

interface Columns {
  /** Empty without a header. */
  names: readonly string[];
  /** The indices of the features, in the order of the inputs. */
  features: readonly number[];
  target: number;
}

/** Reads names and roles of the columns from the first row. */
function readColumns({ cells, line }: CsvRow, file: string, options: CsvOptions): Columns {
  const { header, columns } = options;
  if (cells.length < 2) throw new DataFileError(file, "2 or more columns, separated by commas", `${cells.length}`);
  const names = (header ?? true) ? cells.map((cell) => cell.trim()) : [];
  const target = targetColumn(file, names, cells.length, options);
  const others = cells.map((_, at) => at).filter((at) => at !== target);
  // Read as names, the first row of a table without a header would be lost silently.
  if (header === undefined && others.every((at) => toNumber(names[at]) !== null))
    throw new NoHeaderError(`${file}:${line}`, names);
  if (columns === undefined || columns.length === 0) return { names, features: others, target };
  return { names, features: inOrder(file, names, others, columns), target };
}

/** Returns the indices of the columns with these names. The file needs exactly them, in any order. */
function inOrder(file: string, names: readonly string[], others: readonly number[], columns: readonly string[]) {
  const found = others.map((at) => names[at]);
  const isSame = found.length === columns.length && [...found].sort().join() === [...columns].sort().join();
  if (isSame && new Set(columns).size === columns.length) return columns.map((name) => names.indexOf(name));
  if (isSame && found.join() === columns.join()) return others;
  const text = names.length > 0 ? found.join(", ") : `${others.length} columns without names`;
  throw new DataFileError(file, `the feature columns ${columns.join(", ")} in any order`, text);
}

function wrongCell(file: string, row: CsvRow, names: readonly string[], at: number, needed: string, fix?: string) {
  const name = names[at] === undefined ? "" : ` (${showName(names[at])})`;
  const found = row.cells[at].trim();
  const place = `${file}:${row.line}: column ${at + 1}${name}`;
  return new DataFileError(place, needed, found === "" ? "a blank cell" : excerpt(found), fix);
}

function targetColumn(file: string, names: readonly string[], width: number, { target, columns }: CsvOptions): number {
  const rest = names.filter((name) => !columns?.includes(name));
  const wanted = target ?? (columns && rest.length === 1 ? rest[0] : width - 1);
  const column = typeof wanted === "string" ? names.indexOf(wanted) : wanted;
  const isUnique = typeof wanted !== "string" || column === names.lastIndexOf(wanted);
  if (Number.isInteger(column) && column >= 0 && column < width && isUnique) return column;
  const found = names.length > 0 ? `the columns ${names.join(", ")}` : `${width} columns without names`;
  const needed =
    typeof wanted === "number" ? `column ${wanted + 1} (index ${wanted})` : `one column ${excerpt(wanted)}`;
  throw new DataFileError(file, needed, found);
}

// Number() alone would also take "", "0x1f" and "Infinity".
export function toNumber(text: string): number | null {
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}
