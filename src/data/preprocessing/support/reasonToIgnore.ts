import { thousands } from "../../../check/counted.ts";
import type { Column, NumberColumn, TextColumn } from "../../tables/table.ts";
import type { RowIndices } from "./encoding.ts";

const mostTexts = 20;

/** Names of ids and row numbers: id, PassengerId, user_id, index, Unnamed: 0. */
const idName = /^(id|index|idx|row|rows?[ _]?(id|num(ber)?|nr|no)|nr|no|#|uuid|guid|unnamed: ?\d+)$|[ _-]id$/i;
const camelId = /[a-z]I[dD]$/;
/** A column without a name, which is a row number only if it counts many rows. */
const noName = /^(column )?\d+$/;
const manyRows = 20;

/** Returns why a column can not help to predict other rows, or null. */
export const reasonToIgnore = (column: Column, rows: RowIndices): string | null =>
  column.kind === "text" ? manyTexts(column, rows) : numbering(column, rows);

function manyTexts({ codes, hasMore }: TextColumn, rows: RowIndices): string | null {
  if (hasMore) return "over 65,536 different texts";
  const found = new Set<number>();
  let present = 0;
  for (let i = 0; i < rows.length; i++) {
    const code = codes[rows[i]];
    if (code === -1) continue;
    present++;
    found.add(code);
  }
  if (found.size <= mostTexts || found.size <= present / 2) return null;
  return `${thousands(found.size)} different texts in ${thousands(present)} cells`;
}

/** Whole numbers, all different, under the name of an id; without a name only if they count the rows. */
function numbering({ name, kind, values }: NumberColumn, rows: RowIndices): string | null {
  if (kind !== "number" || rows.length < 3) return null;
  const countsRows = isIndex(values);
  const isNamed = idName.test(name) || camelId.test(name);
  if (!isNamed && !(noName.test(name) && countsRows && values.length >= manyRows)) return null;
  const found = new Set<number>();
  for (let i = 0; i < rows.length; i++) {
    const value = values[rows[i]];
    if (!Number.isInteger(value) || found.has(value)) return null;
    found.add(value);
  }
  return countsRows ? "numbers the rows" : "an id, different in every row";
}

/** Returns whether a column counts the rows of the file, from 0 or 1. */
const isIndex = (values: Float64Array): boolean =>
  (values[0] === 0 || values[0] === 1) && values.every((value, i) => value === values[0] + i);
