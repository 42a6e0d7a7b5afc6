import type { Column } from "../../tables/table.ts";
import type { RowIndices } from "./encoding.ts";

export const tasks = ["classification", "regression"] as const;

/** Classes are predicted by classification, numbers by regression. */
export type TaskKind = (typeof tasks)[number];

/** More whole numbers are counts or measurements, not names of classes. */
const mostNumberedClasses = 20;

/**
 * Infers the task from the target of some rows. Classes: texts, true and false, and at most 20 different whole
 * numbers, each twice on average.
 */
export function inferTask(target: Column, rows: RowIndices): TaskKind {
  if (target.kind === "text" || target.kind === "boolean") return "classification";
  if (target.kind !== "number") return "regression";
  const found = new Set<number>();
  let present = 0;
  for (let i = 0; i < rows.length; i++) {
    const value = target.values[rows[i]];
    if (Number.isNaN(value)) continue;
    present++;
    found.add(value);
    if (!Number.isInteger(value) || found.size > mostNumberedClasses) return "regression";
  }
  return present >= 2 * found.size ? "classification" : "regression";
}
