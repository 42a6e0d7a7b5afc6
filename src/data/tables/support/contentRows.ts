import { type CsvRow, csvRows } from "./csvRows.ts";

/** Rows without blank lines, and without Excel's `sep=;`. */
export class ContentRows {
  /** Lines without any cell, and the first of them. */
  blank = 0;
  firstBlank = 0;

  constructor(
    private readonly pieces: Iterable<string>,
    private readonly file: string,
    private readonly separator: string,
  ) {}

  *[Symbol.iterator](): Generator<CsvRow, void> {
    for (const row of csvRows(this.pieces, this.file, this.separator)) {
      if (isBlank(row.cells)) {
        if (this.blank++ === 0) this.firstBlank = row.line;
      } else if (!isSeparatorLine(row)) yield row;
    }
  }
}

const isBlank = (cells: readonly string[]): boolean =>
  (cells[0] === "" || cells[0].trim() === "") && cells.every((cell) => cell.trim() === "");

const isSeparatorLine = ({ line, cells }: CsvRow): boolean =>
  line === 1 && cells.length === 2 && cells[0] === "sep=" && cells[1].trim() === "";
