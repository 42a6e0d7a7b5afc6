/** @file Predictions as CSV or as JSON lines. */

import type { LoadedModel, Prediction } from "../../model/index.ts";

/** Rounds to the 7 digits of a Float32. */
const digits = (x: number): number => Number(x.toPrecision(7));

/** The name of the predicted column. */
const targetOf = ({ preprocessing }: LoadedModel): string => preprocessing?.target.name ?? "prediction";

/** How to write predictions. */
interface TextOptions {
  /** All probabilities instead of the largest. */
  isFull: boolean;
  /** The file of each prediction, for images; null for rows. */
  files: readonly string[] | null;
}

/** One line for each row under a line with names: the label with its probability, or the numbers. */
export function csvText(
  loaded: LoadedModel,
  predictions: readonly Prediction[],
  { isFull, files }: TextOptions,
): string {
  const target = targetOf(loaded);
  const { classNames } = loaded.record;
  const width = predictions.length > 0 && "values" in predictions[0] ? predictions[0].values.length : 1;
  const numbers = Array.from({ length: width }, (_, k) => (width === 1 ? target : `${target} ${k + 1}`));
  const shares = isFull ? (classNames ?? []).map((name) => `p(${name})`) : ["probability"];
  const names = classNames === null ? numbers : [target, ...shares];
  const rows = predictions.map((one) => {
    if ("values" in one) return one.values.map((value) => `${digits(value)}`);
    return [one.label, ...(isFull ? one.probabilities : [Math.max(...one.probabilities)]).map((p) => `${digits(p)}`)];
  });
  const lines = files === null ? [names, ...rows] : [["file", ...names], ...rows.map((row, at) => [files[at], ...row])];
  return lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

const quoted = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** One object a line: the label with the probability of each class, or the numbers. */
export function jsonText(loaded: LoadedModel, predictions: readonly Prediction[], { files }: TextOptions): string {
  const target = targetOf(loaded);
  const { classNames } = loaded.record;
  const lines = predictions.map((one, at) => {
    const file = files !== null && { file: files[at] };
    if ("values" in one)
      return { ...file, [target]: one.values.length === 1 ? digits(one.values[0]) : one.values.map(digits) };
    const probabilities = (classNames ?? []).map((name, k): [string, number] => [name, digits(one.probabilities[k])]);
    return { ...file, [target]: one.label, probabilities: Object.fromEntries(probabilities) };
  });
  return lines.map((line) => `${JSON.stringify(line)}\n`).join("");
}
