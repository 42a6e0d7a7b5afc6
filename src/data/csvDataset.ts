/** @file From CSV text to data sets: one column is what to predict, all others are numbers to predict it from. */
import { excerpt, showName } from "../kernels/excerpt.ts";
import { checkOptions } from "../kernels/options.ts";
import { type CsvRow, parseCsv } from "./csv.ts";
import { DataFileError } from "./dataFileError.ts";
import { type Dataset, dataset, type RegressionDataset, regressionDataset } from "./dataset.ts";

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

/**
 * Rows with a class: `inputs` [n, columns − 1], and any text as class name. Classes are numbered in the order of
 * `classNames`: those given (so that a test file numbers them as its training file did), else those found, sorted.
 *
 * @example csvDataset("x,y,kind\n0,1,cat\n1,0,dog", "pets.csv").classNames // ["cat", "dog"]
 */
export function csvDataset(
  text: string,
  file: string,
  options: CsvOptions & { classNames?: readonly string[] } = {},
): CsvDataset {
  checkOptions("csvDataset", options, ["header", "target", "classNames"]);
  const table = readTable(text, file, options);
  const found = table.rows.map(({ cells }) => cells[table.target].trim());
  const classNames = options.classNames ?? sorted(new Set(found));
  const labels = found.map((name, i) => {
    const label = classNames.indexOf(name);
    if (label < 0 || name === "")
      throw table.wrong(i, table.target, `one of ${options.classNames ?? "the class names"}`);
    return label;
  });
  return { ...dataset(file, table.inputs, table.shape, labels, classNames.length), classNames };
}

/** Rows with a number to predict: `inputs` [n, columns − 1], `targets` [n, 1]. */
export function csvRegression(text: string, file: string, options: CsvOptions = {}): RegressionDataset {
  checkOptions("csvRegression", options, ["header", "target"]);
  const { rows, target, inputs, shape, number } = readTable(text, file, options);
  const targets = Float32Array.from(rows, (_, i) => number(i, target));
  return regressionDataset(file, inputs, shape, targets, [rows.length, 1]);
}

interface Table {
  rows: CsvRow[];
  target: number;
  inputs: Float32Array;
  shape: [n: number, features: number];
  /** The finite number in a cell; throws if there is none. */
  number(row: number, column: number): number;
  wrong(row: number, column: number, expected: string): DataFileError;
}

function readTable(text: string, file: string, { header = true, target }: CsvOptions): Table {
  const rows = parseCsv(text, file);
  const width = rows[0]?.cells.length ?? 0;
  const names = header ? (rows.shift()?.cells.map((cell) => cell.trim()) ?? []) : [];
  if (rows.length === 0) throw new DataFileError(file, "a row of data", header ? "at most a header" : "an empty file");
  if (width < 2) throw new DataFileError(file, "2 or more columns", `${width}`);
  const column = targetColumn(file, names, width, target);
  const wrong = (row: number, at: number, expected: string): DataFileError => {
    const name = names[at] === undefined ? "" : ` (${showName(names[at])})`;
    const found = rows[row].cells[at].trim();
    return new DataFileError(
      `${file}, line ${rows[row].line}, column ${at + 1}${name}`,
      expected,
      found === "" ? "a blank cell" : excerpt(found),
    );
  };
  const number = (row: number, at: number): number => {
    const value = toNumber(rows[row].cells[at].trim());
    if (value === null) throw wrong(row, at, "a finite 32-bit number");
    return value;
  };
  const features = Array.from({ length: width }, (_, at) => at).filter((at) => at !== column);
  const inputs = new Float32Array(rows.length * features.length);
  rows.forEach((_, row) => {
    features.forEach((at, k) => {
      inputs[row * features.length + k] = number(row, at);
    });
  });
  return { rows, target: column, inputs, shape: [rows.length, features.length], number, wrong };
}

function targetColumn(file: string, names: readonly string[], width: number, target?: string | number): number {
  const column = typeof target === "string" ? names.indexOf(target) : (target ?? width - 1);
  const isUnique = typeof target !== "string" || column === names.lastIndexOf(target);
  if (Number.isInteger(column) && column >= 0 && column < width && isUnique) return column;
  const found = names.length > 0 ? `the columns ${names.join(", ")}` : `${width} columns without names`;
  throw new DataFileError(file, `one column ${JSON.stringify(target)}`, found);
}

// Number() alone would also take "", "0x1f" and "Infinity"; and what is beyond 32 bits becomes Infinity in a Float32Array.
function toNumber(text: string): number | null {
  const value = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Math.fround(Number(text)) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** As numbers if all are, else as text. */
function sorted(names: Iterable<string>): string[] {
  const list = [...names].sort();
  return list.every((name) => toNumber(name) !== null) ? list.sort((a, b) => Number(a) - Number(b)) : list;
}
