/** @file The column to predict, as labels of classes or as standardized numbers. */
import { excerpt } from "../../../check/excerpt.ts";
import { DataFileError } from "../../dataFileError.ts";
import { columnStatistics } from "../../support/columnStatistics.ts";
import { cellParser } from "../../tables/support/cellParser.ts";
import type { Column, ColumnKind } from "../../tables/table.ts";
import type { RowIndices } from "./encoding.ts";

interface TargetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** A class to predict. Labels are indices of `classNames`. */
export interface ClassTarget extends TargetColumn {
  readonly task: "classification";
  readonly classNames: readonly string[];
}

/** A number to predict: y′ = (y − mean) / deviation. */
export interface NumberTarget extends TargetColumn {
  readonly task: "regression";
  readonly mean: number;
  readonly deviation: number;
}

export type Target = ClassTarget | NumberTarget;

const mostClasses = 2 ** 16;

/** Fits a class target: its classes are those of all rows, sorted by size if they are numbers, else by letter. */
export function fitClasses(file: string, column: Column): ClassTarget {
  const { name, kind } = column;
  const found = column.kind === "text" ? column.texts : numberNames(column.values, kind);
  if (found.length > mostClasses || (column.kind === "text" && column.hasMore))
    throw new DataFileError(file, `at most ${mostClasses} classes in column ${excerpt(name)}`, "more");
  if (found.length < 2)
    throw new DataFileError(
      file,
      `2 or more classes in column ${excerpt(name)}`,
      found.length === 0 ? "none" : excerpt(found[0]),
    );
  return { name, kind, task: "classification", classNames: column.kind === "text" ? [...found].sort() : found };
}

function numberNames(values: Float64Array, kind: ColumnKind): string[] {
  const found = [...new Set(values)].filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  return found.map((value) => nameOf(value, kind));
}

const nameOf = (value: number, kind: ColumnKind): string => (kind === "boolean" ? `${value === 1}` : `${value}`);

/** Fits a number target to the training rows. */
export function fitNumbers(file: string, column: Column, rows: RowIndices): NumberTarget {
  const { name, kind } = column;
  if (column.kind === "text")
    throw new DataFileError(
      file,
      `numbers in column ${excerpt(name)} for regression`,
      `texts such as ${excerpt(column.texts[0] ?? "")}`,
    );
  const { values } = column;
  const { mean, deviation } = columnStatistics(rows.length, (i) => values[rows[i]]);
  if (!(deviation > 0 && Number.isFinite(deviation)))
    throw new DataFileError(file, `different numbers in column ${excerpt(name)}, to predict one`, `only ${mean}`);
  return { name, kind, task: "regression", mean, deviation };
}

/** The indices of all rows. */
export const allRows = (count: number): Int32Array => Int32Array.from({ length: count }, (_, row) => row);

/** Returns the rows that have a value in a column. */
export function presentRows(column: Column, rows: RowIndices): Int32Array {
  const isPresent: (row: number) => boolean =
    column.kind === "text" ? (row) => column.codes[row] !== -1 : (row) => !Number.isNaN(column.values[row]);
  return Int32Array.from(rows).filter(isPresent);
}

/** The labels of rows. Throws at a class that the target does not have. */
export function labelsOf(
  file: string,
  { name, kind, classNames }: ClassTarget,
  column: Column,
  rows: RowIndices,
): Int32Array {
  const numbers = new Map(classNames.map((text, label) => [text, label]));
  const textOf = textReader(column, kind);
  return Int32Array.from(rows, (row) => {
    const text = textOf(row);
    const label = numbers.get(text);
    if (label === undefined)
      throw new DataFileError(
        file,
        `one of the classes ${classNames.join(", ")} in column ${excerpt(name)}`,
        excerpt(text),
      );
    return label;
  });
}

/** Returns the class name in a row. A column may have another kind in another file. */
function textReader(column: Column, kind: ColumnKind): (row: number) => string {
  if (column.kind !== "text") return (row) => nameOf(column.values[row], kind === "text" ? column.kind : kind);
  const { codes, texts } = column;
  if (kind === "text") return (row) => texts[codes[row]] ?? "";
  const parse = cellParser(kind, ".");
  return (row) => {
    const text = texts[codes[row]] ?? "";
    const value = parse(text);
    return value === null ? text : nameOf(value, kind);
  };
}
