import Papa from "papaparse";
import { excerpt } from "../../../check/excerpt.ts";
import { DataFileError } from "../../dataFileError.ts";

export interface CsvRow {
  /** The line of the file where the row starts, counted from 1. */
  line: number;
  cells: string[];
}

// Larger than any real table. Without limits a hostile file would become many strings in memory.
const mostCells = 2 ** 18;
const longestCell = 2 ** 20;
const longestRow = 2 ** 24;

/** The parser's result for a piece of text. */
interface Parsed {
  data: string[][];
  errors: { code: string; row: number; index: number }[];
  meta: { cursor: number };
}

/**
 * Yields the rows of a separated text, RFC 4180, as its pieces arrive. Holds at most one piece and one row.
 * Lines end with LF or CRLF; with CR if the first piece has no LF outside of quotes.
 * Blank cells and blank lines are rows too.
 * Throws DataFileError at a quote that never closes, and at rows and cells too long for a table.
 */
export function* csvRows(pieces: Iterable<string>, file: string, separator: string): Generator<CsvRow, void> {
  let rest = "";
  let line = 1;
  let newline: "\n" | "\r" | undefined;
  const rowsOf = function* (text: string, isLast: boolean): Generator<CsvRow, void> {
    newline ??= newlineIn(text, separator, isLast);
    if (newline === undefined) {
      rest = text;
      return;
    }
    const parsed = new Papa.Parser({ delimiter: separator, newline }).parse(text, 0, !isLast) as Parsed;
    const hasQuotes = text.includes('"');
    for (const [index, cells] of parsed.data.entries()) {
      const error = parsed.errors.find(({ row }) => row === index);
      if (error !== undefined) throw quoteError(`${file}:${line}`, error, text);
      checkSize(cells, `${file}:${line}`);
      yield { line, cells };
      line += 1 + (hasQuotes ? linesIn(cells, newline) : 0);
    }
    rest = text.slice(parsed.meta.cursor);
  };
  for (const piece of pieces) {
    yield* rowsOf(rest + piece, false);
    if (rest.length > longestRow)
      throw new DataFileError(
        `${file}:${line}`,
        `at most ${longestRow} characters in a row`,
        "more",
        "is a quote open?",
      );
  }
  yield* rowsOf(rest, true);
}

/** Matches quoted cells. Only a quote at the start of a cell opens one. */
function quotedCells(separator: string): RegExp {
  const literal = separator.replace(/\W/g, "\\$&");
  return new RegExp(`(?<=^\\uFEFF?|[\\r\\n]|${literal})(?:"[^"]*(?:"|$))+`, "g");
}

/** Returns the end of lines, or undefined if there is none yet: a CR at the end may be a part of CRLF. */
function newlineIn(text: string, separator: string, isLast: boolean): "\n" | "\r" | undefined {
  const outside = text.replace(quotedCells(separator), '""');
  if (outside.includes("\n")) return "\n";
  const at = outside.indexOf("\r");
  if (at >= 0 && (isLast || at < outside.length - 1)) return "\r";
  return isLast ? "\n" : undefined;
}

function quoteError(place: string, { code, index }: Parsed["errors"][number], text: string): DataFileError {
  const cell = excerpt(text.slice(Math.max(0, index - 1), index + 40));
  return code === "MissingQuotes"
    ? new DataFileError(place, "a quote at the end of a cell that starts with one", `the end of the file after ${cell}`)
    : new DataFileError(
        place,
        "a separator or a line end after a closing quote",
        cell,
        'write a quote in a cell as ""',
      );
}

function checkSize(cells: readonly string[], place: string): void {
  if (cells.length > mostCells) throw new DataFileError(place, `at most ${mostCells} cells in a row`, "more");
  for (let at = 0; at < cells.length; at++) {
    if (cells[at].length > longestCell)
      throw new DataFileError(
        `${place}: column ${at + 1}`,
        `at most ${longestCell} characters in a cell`,
        `${cells[at].length}`,
      );
  }
}

function linesIn(cells: readonly string[], newline: string): number {
  let lines = 0;
  for (const cell of cells) for (let at = cell.indexOf(newline); at >= 0; at = cell.indexOf(newline, at + 1)) lines++;
  return lines;
}
