/** @file Comma-separated text, RFC 4180: https://www.rfc-editor.org/rfc/rfc4180 */
import { DataFileError } from "./dataFileError.ts";

export interface CsvRow {
  /** Where the row starts in the file, counted from 1. */
  line: number;
  cells: string[];
}

// A comma, a line end or the end of the text follows every cell. One class repeated, nothing to go back to: a nested
// repetition would run out of stack in a cell with millions of quotes.
const plainCell = /([^",\r\n]*)(,|\r?\n|$)/y;
const quotedPart = /"([^"]*)"/y;
const cellEnd = /(,|\r?\n|$)/y;

/** The rows of a CSV text. Throws DataFileError at a stray quote and at a row longer or shorter than the first. */
export function parseCsv(text: string, file: string): CsvRow[] {
  const rows: CsvRow[] = [];
  const body = text.replace(/^\uFEFF/, "");
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  let position = 0;
  while (position < body.length || row.cells.length > 0) {
    const cell = body[position] === '"' ? readQuoted(body, position) : readPlain(body, position);
    if (cell === null) return fail(file, line, row.cells.length + 1, body.slice(position, position + 20));
    row.cells.push(cell.text);
    line += body.slice(position, cell.next).split("\n").length - 1;
    position = cell.next;
    if (cell.end === ",") continue;
    rows.push(checkWidth(row, rows[0] ?? row, file));
    row = { line, cells: [] };
  }
  return rows;
}

interface Cell {
  text: string;
  end: string;
  /** Where the next cell begins. */
  next: number;
}

function readPlain(body: string, start: number): Cell | null {
  plainCell.lastIndex = start;
  const match = plainCell.exec(body);
  return match && { text: match[1], end: match[2], next: plainCell.lastIndex };
}

/** Between two quotes, "" stands for one: such a cell is one or more quoted parts, joined by a quote. */
function readQuoted(body: string, start: number): Cell | null {
  const parts: string[] = [];
  cellEnd.lastIndex = start;
  quotedPart.lastIndex = start;
  for (let part = quotedPart.exec(body); part !== null; part = quotedPart.exec(body)) {
    parts.push(part[1]);
    cellEnd.lastIndex = quotedPart.lastIndex;
  }
  const match = parts.length > 0 ? cellEnd.exec(body) : null;
  return match && { text: parts.join('"'), end: match[1], next: cellEnd.lastIndex };
}

function fail(file: string, line: number, column: number, rest: string): never {
  const found = JSON.stringify(rest);
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
