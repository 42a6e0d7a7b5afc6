import { DataFileError } from "../../dataFileError.ts";
import { columnStatistics } from "../../support/columnStatistics.ts";
import type { Column, NumberColumn, TextColumn } from "../../tables/table.ts";
import type { Encoding, RowIndices } from "./encoding.ts";

/** Rarer texts share the input "other": half a percent of the rows. */
const leastShare = 1 / 200;
const mostLevels = 100;

/** Fits the encoding of a column to the training rows. Returns null for a column without different values. */
export const fitEncoding = (file: string, column: Column, rows: RowIndices): Encoding | null =>
  column.kind === "text" ? fitTexts(column, rows) : fitNumbers(file, column, rows);

function fitNumbers(file: string, { name, kind, values }: NumberColumn, rows: RowIndices): Encoding | null {
  const { count, mean, deviation } = columnStatistics(rows.length, (i) => values[rows[i]]);
  const indicator = count < rows.length;
  if (count === 0 || (deviation === 0 && !indicator)) return null;
  if (!Number.isFinite(deviation))
    throw new DataFileError(
      file,
      `a column "${name}" whose squares fit Float64`,
      `deviation ${deviation}`,
      "rescale it",
    );
  return { name, kind, mean, deviation, indicator };
}

function fitTexts({ name, codes, texts }: TextColumn, rows: RowIndices): Encoding | null {
  const counts = new Float64Array(texts.length);
  let missing = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    if (code === -1) missing++;
    else if (code >= 0) counts[code]++;
  }
  const found = texts.map((_, code) => code).filter((code) => counts[code] > 0);
  const indicator = missing > 0;
  if (found.length === 0 || (found.length === 1 && !indicator)) return null;
  found.sort((a, b) => counts[b] - counts[a]);
  const isFrequent = (code: number): boolean => counts[code] >= leastShare * rows.length;
  const kept = found.slice(0, mostLevels).filter(isFrequent);
  const levels = kept.map((code) => texts[code]).sort();
  const other = kept.length < found.length;
  return { name, kind: "text", levels, mode: texts[found[0]], other, indicator };
}
