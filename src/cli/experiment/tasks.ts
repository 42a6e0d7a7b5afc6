/** @file What can be learnt: the built-in data sets by name, and those in files. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../autograd/random.ts";
import { DataFileError } from "../../data/dataFileError.ts";
import type { Dataset, Examples } from "../../data/dataset.ts";
import { circles } from "../../data/generators/circles.ts";
import { drawnDigits } from "../../data/generators/drawnDigits.ts";
import { gauss } from "../../data/generators/gauss.ts";
import { noisyLine } from "../../data/generators/noisyLine.ts";
import { noisySine } from "../../data/generators/noisySine.ts";
import { spiral } from "../../data/generators/spiral.ts";
import { twoMoons } from "../../data/generators/twoMoons.ts";
import { xor } from "../../data/generators/xor.ts";
import { readCsvDataset } from "../../data/readers/readCsvDataset.ts";
import { readCsvRegression } from "../../data/readers/readCsvRegression.ts";
import { readMnist } from "../../data/readers/readMnist.ts";
import { split } from "../../data/split.ts";
import { standardize } from "../../data/standardize.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";

/** Examples to train on, others to judge by, and the score that counts as success (null: none is expected). */
export interface Task {
  name: string;
  train: Examples;
  test: Examples;
  target: number | null;
  /** What was done to the data, for the headline. */
  note?: string;
}

export interface TaskOptions {
  /** The column of a CSV file to predict; default: the last. */
  column?: string;
  /** Whether that column holds classes, the default, or numbers. */
  predict?: "class" | "number";
}

interface BuiltIn {
  make(n: number, options: { random: Random }): Examples;
  counts: [train: number, test: number];
  target: number;
}

const builtIn: Readonly<Record<string, BuiltIn>> = {
  digits: { make: drawnDigits, counts: [6000, 1000], target: 0.97 },
  moons: { make: twoMoons, counts: [1000, 500], target: 0.95 },
  circles: { make: circles, counts: [1000, 500], target: 0.95 },
  spiral: { make: spiral, counts: [1000, 500], target: 0.9 },
  xor: { make: xor, counts: [1000, 500], target: 0.95 },
  gauss: { make: gauss, counts: [1000, 500], target: 0.95 },
  sine: { make: noisySine, counts: [1000, 500], target: 0.9 },
  line: { make: noisyLine, counts: [1000, 500], target: 0.9 },
};

export const taskNames: readonly string[] = Object.keys(builtIn);

/** The task of `--data`: a built-in name, a folder of IDX or CSV files, or a CSV file. */
export function readTask(given: string, options: TaskOptions, random: Random): Task {
  if (Object.hasOwn(builtIn, given)) {
    const { make, counts, target } = builtIn[given];
    refuseColumns(given, options);
    return { name: given, train: make(counts[0], { random }), test: make(counts[1], { random }), target };
  }
  if (!existsSync(given)) {
    const { message } = unknownName("data set", given, taskNames);
    throw new UsageError(`${message}; and no such folder or CSV file exists`);
  }
  if (!statSync(given).isDirectory()) return csvTask(given, null, options, random);
  const file = join(given, "train.csv");
  const test = join(given, "test.csv");
  if (existsSync(file)) return csvTask(file, existsSync(test) ? test : null, options, random);
  refuseColumns(given, options);
  return idxTask(given, random);
}

/** What is given for a table would have no effect on data that are none. */
function refuseColumns(given: string, options: TaskOptions): void {
  const [name] = Object.keys(options);
  if (name !== undefined) throw new UsageError(`--${name} is for CSV files; ${given} has no columns to choose from`);
}

/** The IDX files of a folder; where only one of the two sets is there, 1,000 of it judge. Only of MNIST much is expected. */
function idxTask(folder: string, random: Random): Task {
  const { train, test } = readMnist(folder);
  const isMnist = (train === null || has(mnistTrain, train)) && (test === null || has(mnistTest, test));
  const target = isMnist ? 0.975 : null;
  const name = isMnist ? "MNIST" : folder;
  if (train !== null && test !== null) return { name, train, test, target };
  const [learn, judge] = apart(folder, (train ?? test) as Examples, random, 1000);
  return { name: `${name} (${train === null ? "t10k" : "train"})`, train: learn, test: judge, target };
}

/** How often each digit occurs in MNIST: data sets with the same file names, such as Fashion-MNIST, are balanced. */
const mnistTrain = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
const mnistTest = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

const has = (counts: readonly number[], { labels }: Dataset): boolean =>
  counts.every((count, digit) => labels.filter((label) => label === digit).length === count);

/** A CSV file; without one to judge by, a fifth of the rows is kept back for that. */
function csvTask(file: string, testFile: string | null, { column, predict }: TaskOptions, random: Random): Task {
  const options = column === undefined ? {} : { target: column };
  const name = file;
  if (predict === "number") {
    const all = readCsvRegression(file, options);
    const same = { columns: all.columns, target: all.targetName };
    const [train, test] = testFile ? [all, readCsvRegression(testFile, same)] : apart(file, all, random);
    return standardized(name, train, test);
  }
  const all = readCsvDataset(file, options);
  const { classNames, columns, targetName } = all;
  const rows = all.labels.length;
  if (rows >= 20 && classNames.length > rows / 2)
    throw new UsageError(`${file}: ${classNames.length} classes in ${rows} rows; --predict number predicts numbers`);
  const [train, test] = testFile
    ? [all, readCsvDataset(testFile, { classNames, columns, target: targetName })]
    : apart(file, all, random);
  return standardized(name, train, test);
}

/** Columns of a table may have any scale, and networks train badly on those far from 1. */
function standardized(name: string, learn: Examples, judge: Examples): Task {
  const [train, test] = standardize(learn, judge);
  if (!("targets" in train && "targets" in test))
    return { name, train, test, target: null, note: "columns standardized" };
  // What is predicted is a column too: of hundreds of thousands, small steps would never arrive at it.
  const [learnt, judged] = standardize({ ...train, inputs: train.targets }, { ...test, inputs: test.targets });
  return {
    name,
    train: { ...train, targets: learnt.inputs },
    test: { ...test, targets: judged.inputs },
    target: null,
    note: "columns standardized, the predicted one too",
  };
}

function apart(file: string, data: Examples, random: Random, kept?: number): Examples[] {
  const n = data.inputs.shape[0];
  const count = kept ?? Math.ceil(n / 5);
  if (n <= count) throw new DataFileError(file, `more than ${count} examples, which are kept back to judge by`, `${n}`);
  return split(data, [n - count, count], { random });
}
