/** @file Comma-separated text, RFC 4180: https://www.rfc-editor.org/rfc/rfc4180 */
import { DataFileError } from "../../dataFileError.ts";

export interface CsvRow {
  /** The line of the file where the row starts, counted from 1. */
  line: number;
  cells: string[];
}

// Larger than any real table. Without limits a hostile file would become many strings in memory.
const mostCells = 2 ** 18;
const longestCell = 2 ** 20;

const aCell = 'a cell, plain or between two quotes ("" stands for a quote), and then a comma or a line end';

// A comma, a line end or the end of the text follows every cell.
const plainCell = /([^",\r\n]*)(,|\r?\n|$)/y;
const cellEnd = /(,|\r?\n|$)/y;

/**
 * Yields the rows of a CSV text one at a time: all of them as strings would take many times the memory of the file.
 * Throws DataFileError at a stray quote, and at a row longer or shorter than the first.
 */
export function* parseCsv(text: string, file: string): Generator<CsvRow, void> {
  const body = text.replace(/^\uFEFF/, "");
  let line = 1;
  let row: CsvRow = { line, cells: [] };
  let first: CsvRow | null = null;
  let position = 0;
  while (position < body.length || row.cells.length > 0) {
    const isQuoted = body[position] === '"';
    const cell = isQuoted ? readQuoted(body, position) : readPlain(body, position);
    const fail = (needed: string, found: string): never => {
      throw new DataFileError(`${file}:${line}: column ${row.cells.length + 1}`, needed, found);
    };
    if (cell === null) return fail(aCell, JSON.stringify(body.slice(position, position + 20)));
    if (cell.text.length > longestCell) fail(`at most ${longestCell} characters in a cell`, `${cell.text.length}`);
    if (row.cells.length === mostCells) fail(`at most ${mostCells} cells in a row`, "more");
    row.cells.push(isQuoted ? cell.text.replace(/""/g, '"') : cell.text);
    line += linesIn(cell.text) + linesIn(cell.end);
    position = cell.next;
    if (cell.end === ",") continue;
    first ??= row;
    yield checkWidth(row, first, file);
    row = { line, cells: [] };
  }
}

interface Cell {
  /** The text in the file, without the quotes around it. */
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

/** Reads up to a quote that is not doubled. */
function readQuoted(body: string, start: number): Cell | null {
  let close = body.indexOf('"', start + 1);
  while (close >= 0 && body[close + 1] === '"') close = body.indexOf('"', close + 2);
  if (close < 0) return null;
  cellEnd.lastIndex = close + 1;
  const match = cellEnd.exec(body);
  return match && { text: body.slice(start + 1, close), end: match[1], next: cellEnd.lastIndex };
}

function linesIn(text: string): number {
  let lines = 0;
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) lines++;
  return lines;
}

function checkWidth(row: CsvRow, first: CsvRow, file: string): CsvRow {
  const [width, found] = [first.cells.length, row.cells.length];
  if (found === width) return row;
  const isBlank = found === 1 && row.cells[0] === "";
  throw new DataFileError(
    `${file}:${row.line}`,
    `${width} cells as in line ${first.line}`,
    isBlank ? "a blank line" : `${found}`,
  );
}
