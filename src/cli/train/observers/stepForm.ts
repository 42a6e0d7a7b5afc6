/** @file A step as one line of a log: JSON or CSV, with the same names. */

import { scoreKey } from "../../experiment/objective.ts";
import type { Task } from "../../experiment/tasks.ts";
import type { StepRecord } from "../history.ts";

/** Turns steps into lines. */
export interface StepForm {
  /** The line above the steps; "" for none. */
  header: string;
  /** Returns the line of a step, with its line break. */
  line(record: StepRecord): string;
  /** Returns the start of that line, its step, epoch and loss, which tells one run from another. */
  start(record: StepRecord): string;
}

/** The first cells are those of `start`; the last two are empty except after an epoch. */
const cellsOf = ({ step, epoch, loss, lr, gradientNorm, updateRatio, heldOut }: StepRecord): (number | null)[] => [
  step,
  epoch,
  loss,
  lr,
  gradientNorm,
  updateRatio,
  heldOut?.loss ?? null,
  heldOut?.score ?? null,
];
const startCells = 3;

export function namesOf({ validation, train }: Pick<Task, "validation" | "train">): string[] {
  const set = validation === null ? "test" : "val";
  return ["step", "epoch", "loss", "lr", "gradient_norm", "update_ratio", `${set}_loss`, `${set}_${scoreKey(train)}`];
}

/** An object a line. JSON has no NaN and no Infinity: null. Values of an epoch are absent elsewhere. */
function jsonForm(names: readonly string[]): StepForm {
  const pairs = (record: StepRecord): string[] =>
    cellsOf(record).flatMap((value, i) =>
      value === null ? [] : [`"${names[i]}":${Number.isFinite(value) ? value : null}`],
    );
  return {
    header: "",
    line: (record) => `{${pairs(record).join(",")}}\n`,
    start: (record) => `{${pairs(record).slice(0, startCells).join(",")},`,
  };
}

function csvForm(names: readonly string[]): StepForm {
  const cells = (record: StepRecord): string[] => cellsOf(record).map((value) => `${value ?? ""}`);
  return {
    header: `${names.join(",")}\n`,
    line: (record) => `${cells(record).join(",")}\n`,
    start: (record) => `${cells(record).slice(0, startCells).join(",")},`,
  };
}

/** The forms by the ending of the file. */
export const stepForms: Readonly<Record<string, (names: readonly string[]) => StepForm>> = {
  ndjson: jsonForm,
  jsonl: jsonForm,
  csv: csvForm,
};
