import { thousands } from "../../../check/counted.ts";
import { excerpt, showName } from "../../../check/excerpt.ts";
import { listNames } from "../../../check/listNames.ts";
import type { ColumnKind } from "../table.ts";
import { cellParser } from "./cellParser.ts";
import type { ColumnBuilder } from "./columnBuilder.ts";
import type { Format } from "./recognise.ts";
import type { Reading } from "./tableFrom.ts";

const separatorNames: Readonly<Record<string, string>> = { "\t": "tab", ";": "semicolon", "|": "pipe", " ": "space" };

const list = (items: readonly string[]): string => listNames(items, 6);

/** Says how a table was read: one line for each thing that a reader might not expect. */
export function readNotes(format: Format, reading: Reading, isKept: readonly boolean[]): string[] {
  const { separator, decimal, hasHeader, names } = format;
  const { builders, blank, firstBlank, rows } = reading;
  const notes: string[] = [];
  if (separator !== ",") notes.push(`separator: ${separatorNames[separator] ?? excerpt(separator)}`);
  if (decimal === ",") notes.push("decimal comma");
  if (!hasHeader) notes.push(`no names in line 1: columns are named 1 to ${names.length}`);
  const repeated = names.filter(
    (name, at) => / \(\d+\)$/.test(name) && names.indexOf(name) === at && isRepeat(name, names),
  );
  if (repeated.length > 0) notes.push(`repeated names: ${list(repeated.map(showName))}`);
  if (blank > 0)
    notes.push(
      `${blank === 1 ? "1 blank line" : `${thousands(blank)} blank lines`} left out, first line ${firstBlank}`,
    );
  const left = isKept.filter((kept) => !kept).length;
  if (left > 0) notes.push(`${left === 1 ? "1 column" : `${left} columns`} without name and values left out`);
  for (const written of ["percent", "thousands", "date", "boolean"] as const) {
    const note = writtenNote(written, format, builders);
    if (note !== null) notes.push(note);
  }
  const gaps = names.flatMap((name, at) =>
    isKept[at] && builders[at].present < rows ? [`${showName(name)} ${thousands(rows - builders[at].present)}`] : [],
  );
  if (gaps.length > 0) notes.push(`missing cells: ${list(gaps)} (${markers(builders)})`);
  return notes;
}

const isRepeat = (name: string, names: readonly string[]): boolean => names.includes(name.replace(/ \(\d+\)$/, ""));

function markers(builders: readonly ColumnBuilder[]): string {
  const found = new Set(builders.flatMap((builder) => [...builder.markers]));
  return list([...found].map((marker) => (marker === "" ? "blank" : showName(marker))));
}

const writing = {
  percent: { isOf: (kind: ColumnKind) => kind === "number", holds: /%\s*$/, text: "percent" },
  thousands: {
    isOf: (kind: ColumnKind) => kind === "number",
    holds: /\d[,.'’\s]\d{3}(?!\d)/,
    text: "thousands separators",
  },
  date: { isOf: (kind: ColumnKind) => kind.startsWith("date"), holds: /\d/, text: "days since 1970-01-01" },
  boolean: { isOf: (kind: ColumnKind) => kind === "boolean", holds: /\w/, text: "true and false" },
};

/** A line such as `percent: growth (35% is 0.35)`. */
function writtenNote(
  name: keyof typeof writing,
  { names, kinds, sample, decimal }: Format,
  builders: readonly ColumnBuilder[],
) {
  const { isOf, holds, text } = writing[name];
  const examples = names.flatMap((column, at) => {
    const kind = builders[at].kind;
    if (kind === "text" || !isOf(kind)) return [];
    const cells = sample.map((row) => (row.cells[at] ?? "").trim());
    const cell = cells.find((one) => holds.test(one) && isWritten(name, cellParser(kind, decimal)(one)));
    if (cell === undefined) return [];
    const order = kinds[at].replace(/^\w+,? ?/, "");
    const value = Number((cellParser(kind, decimal)(cell) as number).toFixed(4));
    return [`${showName(column)} (${order === "" ? "" : `${order}, `}${cell} is ${value})`];
  });
  return examples.length === 0 ? null : `${text}: ${list(examples)}`;
}

/** 1.234 is a plain number where decimals follow a point. */
const isWritten = (name: string, value: number | null): boolean =>
  value !== null && (name !== "thousands" || Math.abs(value) >= 1000);
