/** @file The rows to predict: a CSV or TSV file, JSON lines, or IDX images; from a file or stdin. */

import { array, type NdArray } from "../../array/ndArray.ts";
import { sizeOf } from "../../array/shape.ts";
import { Tensor } from "../../autograd/tensor.ts";
import { describeValue } from "../../check/describeValue.ts";
import { excerpt } from "../../check/excerpt.ts";
import { isRecord } from "../../check/isRecord.ts";
import { DataFileError } from "../../data/dataFileError.ts";
import { imageDataset } from "../../data/readers/imageDataset.ts";
import { readIdxFile } from "../../data/readers/readIdxFile.ts";
import { parseTable } from "../../data/tables/parseTable.ts";
import { textOfFile } from "../../data/tables/support/textIn.ts";
import type { ColumnKind, Table } from "../../data/tables/table.ts";
import type { LoadedModel } from "../../model/index.ts";
import type { Rows } from "../../model/loadedModel.ts";
import { inFlags, readingOptions, readTableFile, type TableSettings } from "../experiment/tableSettings.ts";
import { UsageError } from "../flags/usageError.ts";
import { printable } from "../terminal/printable.ts";
import type { Terminal } from "../terminal/terminal.ts";

/** Reads the rows for a model from a file, or from stdin if it is null or "-". */
export async function readRows(
  file: string | null,
  loaded: LoadedModel,
  settings: TableSettings,
  terminal: Terminal,
): Promise<Rows> {
  const kinds = kindsOf(loaded);
  if (file === null || file === "-") {
    const text = await terminal.readStdin();
    if (text === null)
      throw new UsageError("predict needs a file, or rows on stdin: downhill predict new.csv --model FILE");
    return /^\s*[{[]/.test(text)
      ? jsonRows(text, "stdin", loaded)
      : tableRows(
          said(
            inFlags(() => parseTable(text, "stdin", readingOptions(settings, kinds)), "predict"),
            terminal,
          ),
          loaded,
        );
  }
  if (isIdx(file)) return imageRows(file);
  if (/\.(jsonl|ndjson|json)(\.gz)?$/i.test(file)) return jsonRows(textOfFile(file), file, loaded);
  return tableRows(said(readTableFile(file, settings, kinds, "predict"), terminal), loaded);
}

/** Says how the table was read: a blank line left out has no prediction. */
function said(table: Table, { stderr }: Terminal): Table {
  for (const note of table.notes) stderr.write(`  ${printable(note)}\n`);
  return table;
}

/** Returns whether a name is that of an IDX file. */
export const isIdx = (file: string): boolean => /idx\d|ubyte|\.idx/.test(file);

/** The kinds of the columns, so that a table is read as the training data was. */
export function kindsOf({ preprocessing }: LoadedModel): Readonly<Record<string, ColumnKind>> {
  return Object.fromEntries((preprocessing?.features ?? []).map(({ name, kind }) => [name, kind]));
}

/** IDX images, scaled as for training. */
function imageRows(file: string): Tensor {
  const images = readIdxFile(file);
  const n = images.shape[0];
  const labels = { shape: [n], values: new Uint8Array(n) };
  return new Tensor(imageDataset(images, file, labels, file).inputs);
}

const tableRows = (table: Table, loaded: LoadedModel): Rows =>
  loaded.preprocessing === null ? new Tensor(numbersOf(table, loaded)) : table;

/** The columns as the numbers of each example, for a model without a preprocessing. */
function numbersOf({ file, rows, columns }: Table, { record: { inputShape } }: LoadedModel): NdArray {
  const size = sizeOf(inputShape);
  if (columns.length !== size)
    throw new DataFileError(
      file,
      `${size} columns of numbers, the inputs [${inputShape}] of the model`,
      `${columns.length}`,
    );
  const values = new Float32Array(rows * size);
  for (const [at, column] of columns.entries()) {
    const missing = column.kind === "text" ? 0 : column.values.findIndex(Number.isNaN);
    if (column.kind === "text" || missing >= 0)
      throw new DataFileError(
        file,
        `numbers in column ${excerpt(column.name)}`,
        column.kind === "text" ? "texts" : `a missing cell in row ${missing + 1}`,
      );
    for (let row = 0; row < rows; row++) values[row * size + at] = column.values[row];
  }
  return array(values, [rows, ...inputShape]);
}

/** One JSON value a line: an object with the columns, or the numbers of an example. Or one list of objects. */
function jsonRows(text: string, file: string, { preprocessing }: LoadedModel): Rows {
  if (preprocessing !== null && /^\s*\[/.test(text)) return jsonList(text, file);
  const lines = text
    .split("\n")
    .flatMap((line, at) => (line.trim() === "" ? [] : [{ line, place: `${file}:${at + 1}` }]));
  const rows = lines.map(({ line, place }) => {
    let value: unknown;
    try {
      value = JSON.parse(line);
    } catch (error) {
      throw new DataFileError(place, "one JSON value a line", (error as Error).message);
    }
    const isRow = preprocessing === null ? Array.isArray(value) : isRecord(value);
    if (!isRow)
      throw new DataFileError(
        place,
        preprocessing === null ? "a list of numbers" : "an object with the columns",
        excerpt(line),
      );
    return value;
  });
  if (rows.length === 0) throw new DataFileError(file, "1 or more rows", "none");
  return rows as Rows;
}

function jsonList(text: string, file: string): Rows {
  let rows: unknown;
  try {
    rows = JSON.parse(text);
  } catch (error) {
    throw new DataFileError(file, "a list of objects as JSON, or one object a line", (error as Error).message);
  }
  const list = rows as unknown[];
  const wrong = list.findIndex((row) => !isRecord(row));
  if (wrong >= 0)
    throw new DataFileError(`${file}: row ${wrong + 1}`, "an object with the columns", describeValue(list[wrong]));
  if (list.length === 0) throw new DataFileError(file, "1 or more rows", "none");
  return list as Rows;
}
