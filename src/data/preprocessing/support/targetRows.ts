import type { Groups } from "../../support/splitRows.ts";
import type { Table } from "../../tables/table.ts";
import type { FitOptions } from "../preprocessing.ts";
import { asTexts, findColumn } from "./findColumns.ts";
import { inferTask, type TaskKind } from "./inferTask.ts";
import { allRows, presentRows } from "./target.ts";

/** The rows of a table that have a target. */
interface TargetRows {
  rows: Int32Array;
  /** Given, or inferred from all these rows: a part of them could look like another task. */
  task: TaskKind;
  /** The classes of the rows, to spread them evenly; null for numbers. */
  groups: Groups | null;
}

/** Finds the rows to split, and what is predicted. */
export function targetRows(table: Table, options: FitOptions): TargetRows {
  const column = findColumn(table, options.target ?? table.columns[table.columns.length - 1].name);
  const rows = presentRows(column, allRows(table.rows));
  const task = options.task ?? inferTask(column, rows);
  if (task === "regression") return { rows, task, groups: null };
  const { codes, texts } = asTexts(column);
  const of = rows.map((row) => (codes[row] < 0 ? texts.length : codes[row]));
  return { rows, task, groups: { of, count: texts.length + 1 } };
}
