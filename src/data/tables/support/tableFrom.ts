import { excerpt, showName } from "../../../check/excerpt.ts";
import { DataFileError } from "../../dataFileError.ts";
import type { ColumnKind, Table } from "../table.ts";
import { checkTableOptions, type TableOptions } from "../tableOptions.ts";
import { cellParser, cellWords } from "./cellParser.ts";
import { type ColumnBuilder, NumberBuilder, TextBuilder } from "./columnBuilder.ts";
import { ContentRows } from "./contentRows.ts";
import type { CsvRow } from "./csvRows.ts";
import { readNotes } from "./readNotes.ts";
import { type Format, kindOf, recognise, type Source } from "./recognise.ts";
import { fewCells, leastShare } from "./recogniseKind.ts";
import { TableError } from "./tableError.ts";

/** The columns of one reading. */
export interface Reading {
  builders: readonly ColumnBuilder[];
  rows: number;
  blank: number;
  firstBlank: number;
}

/**
 * Reads a table. Recognises it from its first rows. If a later cell shows that a column is of another kind, reads it
 * again: a column of text then has its cells as written.
 */
export function tableFrom(who: string, source: Source, options: TableOptions): Table {
  checkTableOptions(who, options);
  let format = recognise(source, options);
  for (;;) {
    const reading = readColumns(source, format);
    const kinds = settledKinds(source.file, format, reading, options);
    if (kinds === null) return finished(source.file, format, reading);
    format = { ...format, kinds };
  }
}

function readColumns(source: Source, format: Format): Reading {
  const builders = format.kinds.map((kind) =>
    kind === "text"
      ? new TextBuilder(format.missing)
      : new NumberBuilder(kind, cellParser(kind, format.decimal), format.missing),
  );
  const rows = new ContentRows(source.pieces(), source.file, format.separator);
  let count = format.hasHeader ? -1 : 0;
  for (const row of rows) {
    if (count++ === -1) continue;
    checkWidth(row, format, source.file);
    for (let at = 0; at < builders.length; at++) builders[at].add(row.cells[at] ?? "", row.line);
  }
  return { builders, rows: count, blank: rows.blank, firstBlank: rows.firstBlank };
}

/** A row may lack cells under blank names, and have blank ones more: trailing separators. */
function checkWidth({ cells, line }: CsvRow, { names, isNamed, firstLine }: Format, file: string): void {
  if (cells.length === names.length) return;
  const isRight =
    cells.length > names.length
      ? cells.slice(names.length).every((cell) => cell.trim() === "")
      : !isNamed.includes(true, cells.length);
  if (!isRight)
    throw new DataFileError(`${file}:${line}`, `${names.length} cells as in line ${firstLine}`, `${cells.length}`);
}

/** Returns other kinds to read the table with, or null. Throws at a cell that is a slip in a column of numbers. */
function settledKinds(file: string, format: Format, { builders }: Reading, options: TableOptions): ColumnKind[] | null {
  if (builders.every(({ odd }) => odd === 0)) return null;
  return builders.map((builder, at) => {
    const { kind, odd, present, firstOdd } = builder;
    if (firstOdd === null) return kind;
    const name = format.names[at];
    const wrong = { file, name, at, line: firstOdd.line, cell: firstOdd.cell, kind };
    if (kindOf(options, name) !== undefined) throw oddCellError(wrong, "");
    const other = otherDate(kind, firstOdd.cell);
    if (other !== null) return other;
    const isSlip = present >= fewCells && odd <= (1 - leastShare) * present;
    if (isSlip) throw oddCellError(wrong, ` as in ${present - odd} other rows`);
    return "text";
  });
}

/** Dates of the other order: 13/01 shows that the day is first. */
function otherDate(kind: ColumnKind, cell: string): ColumnKind | null {
  if (kind === "date" && cellParser("date, month first", ".")(cell) !== null) return "date, month first";
  const isDayFirst = kind.startsWith("date") && kind !== "date, day first";
  return isDayFirst && cellParser("date, day first", ".")(cell) !== null ? "date, day first" : null;
}

interface Wrong {
  file: string;
  name: string;
  at: number;
  line: number;
  cell: string;
  kind: ColumnKind;
}

function oddCellError({ file, name, at, line, cell, kind }: Wrong, others: string): TableError {
  const shown = excerpt(cell);
  return new TableError(
    `${file}:${line}: column ${at + 1} (${showName(name)})`,
    `${cellWords[kind]}${others}`,
    shown,
    `mend the cell, or pass missing: [${shown}] or kinds: { ${JSON.stringify(name)}: "text" }`,
    `mend the cell, or pass --missing ${shown} or --categorical ${showName(name)}`,
  );
}

function finished(file: string, format: Format, reading: Reading): Table {
  const { names, isNamed, hasHeader } = format;
  const { builders, rows } = reading;
  const isKept = names.map((_, at) => isNamed[at] || builders[at].present > 0);
  const columns = builders.flatMap((builder, at) => (isKept[at] ? [builder.finish(names[at])] : []));
  return { file, rows, columns, hasHeader, notes: readNotes(format, reading, isKept) };
}
