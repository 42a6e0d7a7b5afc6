import { checkRandom } from "../../autograd/checkRandom.ts";
import type { Random } from "../../autograd/random.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { count, fraction } from "../../check/kinds.ts";
import { DataFileError } from "../dataFileError.ts";
import type { Examples } from "../dataset.ts";
import { foldRows } from "../support/foldRows.ts";
import { type Groups, splitRows } from "../support/splitRows.ts";
import type { Table } from "../tables/table.ts";
import type { PrepareOptions } from "./prepareTable.ts";
import { Preprocessing } from "./preprocessing.ts";
import { targetRows } from "./support/targetRows.ts";

export interface FoldOptions extends Omit<PrepareOptions, "test"> {
  /** How many folds: 2 or more. */
  folds: number;
}

/** One fold: its rows are the test examples, all others are trained on. */
export interface PreparedFold {
  train: Examples;
  /** null if its share is 0. */
  validation: Examples | null;
  test: Examples;
  testRows: Int32Array;
  preprocessing: Preprocessing;
}

/**
 * Splits a table for cross-validation: every row is a test example of one fold, and trained on in the others. Each fold
 * fits its preprocessing to its training rows; `validation` sets a share of them aside. Classes are spread evenly.
 * Stone, "Cross-Validatory Choice", 1974.
 *
 * @example prepareFolds(parseTable("x,y\n1,a\n2,b\n3,a\n4,b"), { folds: 2, random: new Random(1) }).length // 2
 */
export function prepareFolds(table: Table, options: FoldOptions): PreparedFold[] {
  checkRandom("prepareFolds", options, ["folds", "validation", "target", "task", "features", "ignore"]);
  const { random, folds, validation = 0, ...rest } = options;
  checkArgument("prepareFolds", "folds", folds, count);
  checkArgument("prepareFolds", "validation", validation, fraction);
  const { rows, task, groups } = targetRows(table, rest);
  if (folds < 2 || folds > rows.length)
    throw new DataFileError(table.file, `2 to ${rows.length} folds, one row or more in each`, `${folds}`);
  const parts = foldRows(rows.length, folds, random, groups);
  return parts.map((part, fold) => {
    const others = Int32Array.from(parts.flatMap((other, k) => (k === fold ? [] : [...other])));
    const held = Math.ceil(validation * others.length);
    if (held === others.length)
      throw new DataFileError(
        table.file,
        "1 or more rows to train on, besides those to test and validate on",
        `${rows.length} with a target`,
      );
    const sets = held === 0 ? [others, new Int32Array()] : apart(others, held, random, groups);
    const [learn, validate, testRows] = [...sets, part].map((places) => places.map((i) => rows[i]));
    const preprocessing = Preprocessing.fit(table, { ...rest, task, rows: learn });
    const [train, test] = [learn, testRows].map((indices) => preprocessing.examples(table, indices));
    return {
      train,
      validation: held === 0 ? null : preprocessing.examples(table, validate),
      test,
      testRows,
      preprocessing,
    };
  });
}

/** Sets `held` of these places aside, with the same share of every group. */
function apart(places: Int32Array, held: number, random: Random, groups: Groups | null): Int32Array[] {
  const own = groups && { ...groups, of: places.map((place) => groups.of[place]) };
  const parts = splitRows(places.length, [places.length - held, held], random, own);
  return parts.map((part) => part.map((i) => places[i]));
}
