import { DataFileError } from "../../dataFileError.ts";
import type { Column, Table } from "../../tables/table.ts";
import type { FitOptions, IgnoredColumn } from "../preprocessing.ts";
import type { Encoding, RowIndices } from "./encoding.ts";
import { findColumn } from "./findColumns.ts";
import { fitEncoding } from "./fitEncoding.ts";
import { reasonToIgnore } from "./reasonToIgnore.ts";

/** Chooses the columns to predict from, and fits their encodings. Says why the others are not used. */
export function chooseFeatures(table: Table, target: Column, options: FitOptions, rows: RowIndices) {
  const { file, columns } = table;
  const ignore = (options.ignore ?? []).map((name) => findColumn(table, name).name);
  const wanted = options.features?.map((name) => findColumn(table, name));
  const twice = wanted?.find(({ name }) => name === target.name || ignore.includes(name));
  if (twice !== undefined)
    throw new DataFileError(file, "features besides the target and the ignored columns", `"${twice.name}"`);
  const features: Encoding[] = [];
  const ignored: IgnoredColumn[] = [];
  const others = columns.filter(({ name }) => name !== target.name && !ignore.includes(name));
  for (const column of wanted ?? others) {
    const reason = wanted === undefined && others.length > 1 ? reasonToIgnore(column, rows) : null;
    const encoding = reason === null ? fitEncoding(file, column, rows) : null;
    if (encoding !== null) features.push(encoding);
    else ignored.push({ name: column.name, reason: reason ?? "the same in all training rows" });
  }
  if (features.length === 0)
    throw new DataFileError(
      file,
      `a column to predict "${target.name}" from`,
      columns.length === 1
        ? "no other column"
        : others.length === 0
          ? "ignored columns only"
          : "constants and ids only",
      columns.length === 1 ? "" : "name one as a feature",
    );
  return { features, ignored };
}
