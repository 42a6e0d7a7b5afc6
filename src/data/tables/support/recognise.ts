import { DataFileError } from "../../dataFileError.ts";
import type { ColumnKind } from "../table.ts";
import type { TableOptions } from "../tableOptions.ts";
import type { Decimal } from "./cells.ts";
import { ContentRows } from "./contentRows.ts";
import type { CsvRow } from "./csvRows.ts";
import { defaultMissing } from "./defaultMissing.ts";
import { recogniseDecimal } from "./recogniseDecimal.ts";
import { recogniseHeader } from "./recogniseHeader.ts";
import { recogniseKind } from "./recogniseKind.ts";
import { recogniseSeparator, separatorSample } from "./recogniseSeparator.ts";

/** A text that can be read several times, in pieces. */
export interface Source {
  readonly file: string;
  pieces(): Iterable<string>;
}

/** How a text is to be read. */
export interface Format {
  readonly separator: string;
  readonly decimal: Decimal;
  readonly hasHeader: boolean;
  /** Names of the columns, all different. */
  readonly names: readonly string[];
  /** False for a column whose name in the header is blank. */
  readonly isNamed: readonly boolean[];
  /** The line of the first row. */
  readonly firstLine: number;
  readonly kinds: readonly ColumnKind[];
  readonly missing: ReadonlySet<string>;
  /** The first rows, without the header. */
  readonly sample: readonly CsvRow[];
}

const sampleRows = 1000;
const sampleLength = 2 ** 20;

/** Recognises the format of a text from its first rows; options come first. */
export function recognise(source: Source, options: TableOptions): Format {
  const { file } = source;
  const separator = options.separator ?? recogniseSeparator(startOf(source));
  const rows = firstRows(new ContentRows(source.pieces(), file, separator));
  if (rows.length === 0) throw new DataFileError(file, "a row of data", "an empty file");
  const missing = new Set(["", ...(options.missing ?? defaultMissing)]);
  const decimal =
    options.decimal ??
    recogniseDecimal(
      rows.map(({ cells }) => cells),
      separator,
    );
  const hasHeader = options.header ?? recogniseHeader(rows, file, decimal, missing);
  const [first] = rows;
  const sample = hasHeader ? rows.slice(1) : rows;
  if (sample.length === 0) throw new DataFileError(file, "a row of data", "only a header");
  const names = hasHeader ? unique(first.cells.map(nameOf)) : first.cells.map((_, at) => `${at + 1}`);
  const kinds = names.map((name, at) => {
    const cells = sample.map((row) => row.cells[at] ?? "");
    return kindOf(options, name) ?? recogniseKind(cells, decimal, missing);
  });
  const isNamed = first.cells.map((cell) => !hasHeader || cell.trim() !== "");
  return { separator, decimal, hasHeader, names, isNamed, firstLine: first.line, kinds, missing, sample };
}

/** The kind that the options give a column. */
export const kindOf = ({ kinds = {} }: TableOptions, name: string): ColumnKind | undefined =>
  Object.hasOwn(kinds, name) ? kinds[name] : undefined;

/** Returns enough of the text to recognise the separator. */
function startOf(source: Source): string {
  let text = "";
  for (const piece of source.pieces()) {
    text += piece;
    if (text.length > separatorSample) break;
  }
  return text;
}

function firstRows(rows: Iterable<CsvRow>): CsvRow[] {
  const found: CsvRow[] = [];
  let length = 0;
  for (const row of rows) {
    found.push(row);
    length += row.cells.reduce((sum, cell) => sum + cell.length, 0);
    if (found.length > sampleRows || length > sampleLength) break;
  }
  return found;
}

const nameOf = (cell: string, at: number): string => cell.trim() || `column ${at + 1}`;

/** Numbers repeated names: x, x (2), x (3). */
function unique(names: readonly string[]): string[] {
  const counts = new Map<string, number>();
  const taken = new Set(names);
  return names.map((name) => {
    let count = (counts.get(name) ?? 0) + 1;
    counts.set(name, count);
    if (count === 1) return name;
    while (taken.has(`${name} (${count})`)) count++;
    taken.add(`${name} (${count})`);
    return `${name} (${count})`;
  });
}
