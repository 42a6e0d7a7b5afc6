/** @file A pasted table as training and test examples: read, split, encoded and standardized by the library. */
import { Random } from "../../../src/autograd/random.ts";
import { counted, thousands } from "../../../src/check/counted.ts";
import { DataFileError } from "../../../src/data/dataFileError.ts";
import type { Dataset } from "../../../src/data/dataset.ts";
import { type PreparedTable, prepareTable } from "../../../src/data/preprocessing/prepareTable.ts";
import { parseTable } from "../../../src/data/tables/parseTable.ts";
import type { Table } from "../../../src/data/tables/table.ts";

/** The most that a page trains on while it answers. */
const most = { characters: 200_000, rows: 2000, inputs: 64, classes: 10 };

/** The share of the rows to test on. Which rows these are does not depend on the seed of a state. */
export const testShare = 0.25;

export interface TableData {
  readonly train: Dataset;
  readonly test: Dataset;
  readonly inputs: number;
  readonly classNames: readonly string[];
  readonly label: string;
  /** How the table was read and encoded, one line each. */
  readonly notes: readonly string[];
}

let last: { readonly text: string; readonly label: string; readonly data: TableData } | null = null;

/**
 * The examples of a table with a header. The label is a column by name, or the last one. Throws DataFileError with the
 * sentence of the library's reader. Equal texts give the same object.
 */
export function tableData(text: string, label: string): TableData {
  if (last?.text !== text || last.label !== label) last = { text, label, data: read(text, label) };
  return last.data;
}

/** The columns of a table, one of them the label. Throws DataFileError with the text of the library's reader. */
export const columnsOf = (text: string): string[] => tableOf(text).columns.map(({ name }) => name);

function tableOf(text: string): Table {
  limit("characters", text.length, "paste fewer rows");
  const table = parseTable(text, "table");
  limit("rows", table.rows, "paste fewer rows");
  return table;
}

function read(text: string, label: string): TableData {
  const table = tableOf(text);
  const target = label || table.columns[table.columns.length - 1].name;
  const prepared = prepareTable(table, { random: new Random(0), test: testShare, target });
  const { preprocessing } = prepared;
  const { classNames, inputNames } = preprocessing;
  if (classNames === null)
    throw new DataFileError("table", `classes in column "${target}", the label`, "numbers", "choose another label");
  limit("inputs", inputNames.length, "leave out columns");
  limit("classes", classNames.length, "choose another label");
  return {
    ...examplesOf(prepared),
    inputs: inputNames.length,
    classNames,
    label: target,
    notes: notesOn(table, prepared),
  };
}

function limit(name: keyof typeof most, count: number, fix: string): void {
  if (count > most[name])
    throw new DataFileError("table", `at most ${thousands(most[name])} ${name}`, thousands(count), fix);
}

function examplesOf({ train, test }: PreparedTable): Pick<TableData, "train" | "test"> {
  if (test === null) throw new DataFileError("table", "a row to test on", "none", "paste more rows");
  return { train: train as Dataset, test: test as Dataset };
}

const notesOn = (table: Table, { train, test, preprocessing }: PreparedTable): string[] => [
  `${counted(train.inputs.shape[0], "row")} to train on, ${test?.inputs.shape[0] ?? 0} to test on, ${counted(preprocessing.inputNames.length, "input")}: ${preprocessing.inputNames.join(", ")}`,
  ...(table.hasHeader ? [] : ["line 1 is data; without a header, columns have numbers as names"]),
  ...table.notes,
  ...preprocessing.notes,
];

const longestInLink = 2000;

/** A text without halves of characters, which no link can hold. */
export const wellFormed = (text: string): string => text.replace(/\p{Surrogate}/gu, "\ufffd");

/** A text as a link writes it: its marks cannot be those of the link. */
export const tableInLink = (text: string): string => text.replace(/[%&#+]/g, encodeURIComponent);

/** The text that `tableInLink` wrote. */
export const tableFromLink = (text: string): string => wellFormed(text.replace(/%(25|26|23|2B)/g, decodeURIComponent));

/** True for a table that a link holds. */
export const fitsInLink = (table: string): boolean => encodeURI(tableInLink(table)).length <= longestInLink;
