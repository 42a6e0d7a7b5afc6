import type { Groups } from "../../support/splitRows.ts";
import type { Table } from "../../tables/table.ts";
import type { FitOptions } from "../preprocessing.ts";
import { asTexts, findColumn } from "./findColumns.ts";
import { inferTask } from "./inferTask.ts";
import { allRows, presentRows } from "./target.ts";

/** Returns the rows that have a target, and their classes if there are some, to spread these evenly. */
export function targetRows(table: Table, options: FitOptions): { rows: Int32Array; groups: Groups | null } {
  const column = findColumn(table, options.target ?? table.columns[table.columns.length - 1].name);
  const rows = presentRows(column, allRows(table.rows));
  if ((options.task ?? inferTask(column, rows)) === "regression") return { rows, groups: null };
  const { codes, texts } = asTexts(column);
  const of = rows.map((row) => (codes[row] < 0 ? texts.length : codes[row]));
  return { rows, groups: { of, count: texts.length + 1 } };
}
