import { excerpt, showName } from "../../../check/excerpt.ts";
import type { Table } from "../table.ts";

const mostColumns = 8;

/** A row as text: `row 17, age=22 sex=male`. Dates are numbers of days. */
export function rowText({ columns }: Table, row: number): string {
  const cells = columns.slice(0, mostColumns).map((column) => {
    const code = column.kind === "text" ? column.codes[row] : 0;
    const text =
      column.kind === "text" ? (code < 0 ? "" : excerpt(column.texts[code])) : numberText(column.values[row]);
    return `${showName(column.name)}=${text}`;
  });
  return `row ${row + 1}, ${cells.join(" ")}${columns.length > mostColumns ? " …" : ""}`;
}

const numberText = (value: number): string => (Number.isNaN(value) ? "" : `${value}`);
