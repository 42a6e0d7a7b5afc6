import { checkRandom } from "../../autograd/checkRandom.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { count } from "../../check/kinds.ts";
import { DataFileError } from "../dataFileError.ts";
import type { Examples } from "../dataset.ts";
import { foldRows } from "../support/foldRows.ts";
import type { Table } from "../tables/table.ts";
import type { PrepareOptions } from "./prepareTable.ts";
import { Preprocessing } from "./preprocessing.ts";
import { targetRows } from "./support/targetRows.ts";

export interface FoldOptions extends Omit<PrepareOptions, "test" | "validation"> {
  /** How many folds: 2 or more. */
  folds: number;
}

/** One fold: its rows are the test examples, all others are trained on. */
export interface PreparedFold {
  train: Examples;
  test: Examples;
  testRows: Int32Array;
  preprocessing: Preprocessing;
}

/**
 * Splits a table for cross-validation: every row is a test example of one fold, and trained on in the others. Each fold
 * fits its preprocessing to its own training rows. Classes are spread evenly. Stone, "Cross-Validatory Choice", 1974.
 *
 * @example prepareFolds(parseTable("x,y\n1,a\n2,b\n3,a\n4,b\n5,a\n6,b"), { folds: 3, random: new Random(1) }).map(({ test }) => test.inputs.shape[0]) // [2, 2, 2]
 */
export function prepareFolds(table: Table, options: FoldOptions): PreparedFold[] {
  checkRandom("prepareFolds", options, ["folds", "target", "task", "features", "ignore"]);
  const { random, folds, ...rest } = options;
  checkArgument("prepareFolds", "folds", folds, count);
  const { rows, task, groups } = targetRows(table, rest);
  if (folds < 2 || folds > rows.length)
    throw new DataFileError(table.file, `2 to ${rows.length} folds, one row or more in each`, `${folds}`);
  const parts = foldRows(rows.length, folds, random, groups).map((part) => part.map((i) => rows[i]));
  return parts.map((testRows, fold) => {
    const learn = Int32Array.from(parts.flatMap((part, other) => (other === fold ? [] : [...part])));
    const preprocessing = Preprocessing.fit(table, { ...rest, task, rows: learn });
    const [train, test] = [learn, testRows].map((indices) => preprocessing.examples(table, indices));
    return { train, test, testRows, preprocessing };
  });
}
