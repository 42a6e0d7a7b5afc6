/** @file Comma-separated text, RFC 4180: https://www.rfc-editor.org/rfc/rfc4180 */
import { DataFileError } from "./dataFileError.ts";

export interface CsvRow {
  /** Where the row starts in the file, counted from 1. */
  line: number;
  cells: string[];
}

// A cell is quoted ("" inside stands for ") or plain; a comma, a line end or the end of the text follows it.
const cellPattern = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r?\n|$)/y;

/** The rows of a CSV text. Throws DataFileError at a stray quote and at a row longer or shorter than the first. */
export function parseCsv(text: string, file: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const body = text.replace(/^\uFEFF/, "");
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  let position = 0;
  while (position < body.length || row.cells.length > 0) {
    cellPattern.lastIndex = position;
    const match = cellPattern.exec(body);
    if (match === null) return fail(file, line, row.cells.length + 1, body.slice(position));
    const [whole, quoted, plain, end] = match;
    row.cells.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    position += whole.length;
    line += whole.split("\n").length - 1;
    if (end === ",") continue;
    rows.push(checkWidth(row, rows[0] ?? row, file));
    row = { line, cells: [] };
  }
  return rows;
}

function fail(file: string, line: number, column: number, rest: string): never {
  const found = JSON.stringify(rest.slice(0, 20));
  throw new DataFileError(
    `${file}, line ${line}, column ${column}`,
    'a cell, plain or between two quotes ("" stands for a quote), and then a comma or a line end',
    found,
  );
}

function checkWidth(row: CsvRow, first: CsvRow, file: string): CsvRow {
  const [needed, found] = [first.cells.length, row.cells.length];
  if (found === needed) return row;
  const isBlank = found === 1 && row.cells[0] === "";
  throw new DataFileError(
    `${file}, line ${row.line}`,
    `${needed} cells as in line ${first.line}`,
    isBlank ? "a blank line" : `${found}`,
  );
}
