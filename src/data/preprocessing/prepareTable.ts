import { checkRandom } from "../../autograd/checkRandom.ts";
import type { Random } from "../../autograd/random.ts";
import { checkArgument } from "../../check/checkArgument.ts";
import { fraction } from "../../check/kinds.ts";
import { DataFileError } from "../dataFileError.ts";
import type { Examples } from "../dataset.ts";
import { splitRows } from "../support/splitRows.ts";
import type { Table } from "../tables/table.ts";
import { type FitOptions, Preprocessing } from "./preprocessing.ts";
import { targetRows } from "./support/targetRows.ts";

export interface PrepareOptions extends Omit<FitOptions, "rows"> {
  random: Random;
  /** The share of the rows to evaluate on at the end. Default: 0.2. */
  test?: number;
  /** The share of the other rows to choose an epoch or a setting by. Default: 0. */
  validation?: number;
}

/** A table cut into sets of examples. */
export interface PreparedTable {
  train: Examples;
  /** null if its share is 0. */
  validation: Examples | null;
  /** null if its share is 0. */
  test: Examples | null;
  /** The rows of the table that are the test examples, counted from 0. */
  testRows: Int32Array;
  preprocessing: Preprocessing;
}

/**
 * Splits a table at random into training, validation and test rows, and fits the preprocessing to the training rows.
 * Classes are spread evenly over the sets. Rows without a target are left out.
 *
 * @example prepareTable(parseTable("x,y\n1,a\n2,b\n3,a\n4,b\n5,a"), { random: new Random(1) }).train.inputs.shape
 * // [4, 1]
 */
export function prepareTable(table: Table, options: PrepareOptions): PreparedTable {
  checkRandom("prepareTable", options, ["test", "validation", "target", "task", "features", "ignore"]);
  const { random, test = 0.2, validation = 0, ...rest } = options;
  checkArgument("prepareTable", "test", test, fraction);
  checkArgument("prepareTable", "validation", validation, fraction);
  const { rows, task, groups } = targetRows(table, rest);
  const tested = Math.ceil(test * rows.length);
  const validated = Math.ceil(validation * (rows.length - tested));
  const trained = rows.length - tested - validated;
  if (trained < 1)
    throw new DataFileError(
      table.file,
      "1 or more rows to train on, besides those to test and validate on",
      `${rows.length} with a target`,
    );
  const parts = splitRows(rows.length, [trained, validated, tested], random, groups);
  const [learn, held, kept] = parts.map((indices) => Int32Array.from(indices, (i) => rows[i]));
  const preprocessing = Preprocessing.fit(table, { ...rest, task, rows: learn });
  const examples = (indices: Int32Array): Examples | null =>
    indices.length === 0 ? null : preprocessing.examples(table, indices);
  return {
    train: preprocessing.examples(table, learn),
    validation: examples(held),
    test: examples(kept),
    testRows: kept,
    preprocessing,
  };
}
