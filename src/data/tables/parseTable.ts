import { describeValue } from "../../check/describeValue.ts";
import { tableFrom } from "./support/tableFrom.ts";
import type { Table } from "./table.ts";
import type { TableOptions } from "./tableOptions.ts";

const pieceLength = 2 ** 20;

/**
 * Reads a table from CSV or TSV text, as it is: separator, decimal comma, header, kinds of columns and missing cells
 * are recognised, and listed in `notes`. Options fix what is recognised wrongly.
 * Throws DataFileError with file, line and column.
 *
 * @example parseTable("x;kind\n1,5;cat\n;dog", "pets.csv").columns.map(({ kind }) => kind) // ["number", "text"]
 */
export function parseTable(text: string, file = "table", options: TableOptions = {}): Table {
  if (typeof text !== "string") throw new TypeError(`parseTable: text must be a string, got ${describeValue(text)}`);
  return tableFrom("parseTable", { file, pieces: () => pieces(text) }, options);
}

/** Pieces that the parser can cut into rows without holding all rows of a long text. */
function* pieces(text: string): Generator<string, void> {
  const start = text.startsWith("\ufeff") ? 1 : 0;
  for (let at = start; at < text.length; at += pieceLength) yield text.slice(at, at + pieceLength);
}
