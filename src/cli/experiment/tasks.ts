/** @file The data sets that --data accepts: built-in ones by name, and files. */
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import type { Random } from "../../autograd/random.ts";
import { excerpt } from "../../check/excerpt.ts";
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
import type { CsvDataset, CsvOptions, CsvRegression } from "../../data/readers/support/csvTable.ts";
import { NoHeaderError } from "../../data/readers/support/noHeaderError.ts";
import { split } from "../../data/split.ts";
import { standardize } from "../../data/standardize.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import type { DataSettings } from "./settings.ts";

/** Training, validation and test examples, and the target score; null for none. */
export interface Task {
  name: string;
  train: Examples;
  /** Set aside from the training examples, to choose a rate or an epoch by; null unless asked for. */
  validation: Examples | null;
  test: Examples;
  target: number | null;
  /** How the data was preprocessed, for the headline. */
  note?: string;
}

/** Which data to read, and which column of a table to predict. */
export type TaskSettings = Pick<DataSettings, "data" | "column" | "header" | "predict">;

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

export const isBuiltIn = (data: string): boolean => Object.hasOwn(builtIn, data);

/**
 * The task of `--data`: a built-in name, a folder of IDX or CSV files, or a CSV file. With a generator for it, a fifth
 * of the training examples becomes the validation set.
 */
export function readTask(settings: TaskSettings, random: Random, validation: Random | null = null): Task {
  return prepared(readParts(settings, random), validation);
}

/** A task as its files hold it. */
interface Parts {
  name: string;
  train: Examples;
  test: Examples;
  target: number | null;
  /** Columns of tables may have any scale; networks train badly if it is far from 1. */
  isTable?: true;
}

/** Sets the validation examples aside, and standardizes tables with the statistics of the others. */
function prepared({ isTable, ...task }: Parts, random: Random | null): Task {
  const [train, validation] = random === null ? [task.train, null] : apart(task.name, task.train, random, "validate");
  if (!isTable) return { ...task, train, validation };
  const sets = validation === null ? ([train, task.test] as const) : ([train, task.test, validation] as const);
  const [learn, test, held = null] = standardizeTable(sets);
  const note = "targets" in learn ? "columns standardized, the predicted one too" : "columns standardized";
  return { ...task, train: learn, validation: held, test, note };
}

/** Targets too: small steps would never reach hundreds of thousands. */
function standardizeTable(sets: readonly [Examples, ...Examples[]]): Examples[] {
  const inputs = standardize(...sets);
  const targets = inputs.map((set) => ("targets" in set ? { ...set, inputs: set.targets } : null));
  if (targets.includes(null)) return inputs;
  const scaled = standardize(...(targets as [Examples, ...Examples[]]));
  return inputs.map((set, i) => ({ ...set, targets: scaled[i].inputs }));
}

function readParts(settings: TaskSettings, random: Random): Parts {
  const { data: given } = settings;
  if (isBuiltIn(given)) {
    const { make, counts, target } = builtIn[given];
    refuseColumns(settings);
    return { name: given, train: make(counts[0], { random }), test: make(counts[1], { random }), target };
  }
  if (!existsSync(given)) {
    if (/[\\/.]/.test(given)) throw new UsageError(`--data ${JSON.stringify(given)}: no such file or folder`);
    throw new UsageError(`${unknownName("data set", given, taskNames).message}; no file or folder has this name`);
  }
  if (!statSync(given).isDirectory()) return csvTask(given, null, settings, random);
  const file = join(given, "train.csv");
  const test = join(given, "test.csv");
  if (existsSync(file)) return csvTask(file, existsSync(test) ? test : null, settings, random);
  refuseColumns(settings);
  return idxTask(given, random);
}

/** Flags for tables have no effect on data without columns. */
function refuseColumns({ data, column, header, predict }: TaskSettings): void {
  const given = { column: column !== null, header: header === true, "no-header": header === false };
  const name = Object.entries({ ...given, predict: predict !== null }).find(([, isGiven]) => isGiven)?.[0];
  if (name !== undefined) throw new UsageError(`--${name} is for CSV files; ${data} has no columns`);
}

/**
 * The IDX files of a folder. If there is only one set, 1,000 of its examples are the test set. Only MNIST has a target.
 */
function idxTask(folder: string, random: Random): Parts {
  const { train, test } = readMnist(folder);
  const isMnist = (train === null || has(mnistTrain, train)) && (test === null || has(mnistTest, test));
  const target = isMnist ? 0.975 : null;
  const name = isMnist ? "MNIST" : folder;
  if (train !== null && test !== null) return { name, train, test, target };
  const [learn, held] = apart(folder, (train ?? test) as Examples, random, "test", 1000);
  return { name: `${name} (${train === null ? "t10k" : "train"})`, train: learn, test: held, target };
}

/** How often each digit occurs in MNIST: data sets with the same file names, such as Fashion-MNIST, are balanced. */
const mnistTrain = [5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949];
const mnistTest = [980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009];

const has = (counts: readonly number[], { labels }: Dataset): boolean =>
  counts.every((count, digit) => labels.filter((label) => label === digit).length === count);

/** A CSV file. Without a test file, a fifth of the rows is the test set. */
function csvTask(file: string, testFile: string | null, settings: TaskSettings, random: Random): Parts {
  const all = inFlags(() => readCsv(file, settings));
  const [train, test] =
    testFile === null ? apart(file, all, random, "test") : [all, inFlags(() => readCsv(testFile, settings, all))];
  return { name: file, train, test, target: null, isTable: true };
}

type Table = CsvDataset | CsvRegression;

/** Reads a table; a test file with the columns and classes of its training file. */
function readCsv(file: string, { column, header, predict }: TaskSettings, like?: Table): Table {
  const options: CsvOptions = {
    ...(header !== null && { header }),
    ...(column !== null && { target: header === false ? columnIndex(column) : column }),
    ...(like && like.columns.length > 0 && { columns: like.columns, target: like.targetName }),
  };
  if (predict === "number") return readCsvRegression(file, options);
  if (like && "classNames" in like) return readCsvDataset(file, { ...options, classNames: like.classNames });
  const table = readCsvDataset(file, options);
  const rows = table.labels.length;
  if (rows >= 20 && table.classes > rows / 2)
    throw new UsageError(`${file}: ${table.classes} classes in ${rows} rows; --predict number predicts numbers`);
  return table;
}

function columnIndex(column: string): number {
  if (/^[1-9]\d{0,8}$/.test(column)) return Number(column) - 1;
  throw new UsageError(`--column must be a number from 1 with --no-header, got ${excerpt(column)}`);
}

/** Names the flags where the error of a reader names its options. */
function inFlags<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof NoHeaderError)) throw error;
    throw new UsageError(
      `${error.place}: line 1 must have the names of the columns, got ${error.found}; pass --no-header if it is data, --header if these are names`,
    );
  }
}

/** Sets a fifth of the examples aside, or as many as `kept`; of every class the same share. */
function apart(name: string, data: Examples, random: Random, use: "test" | "validate", kept?: number): Examples[] {
  const n = data.inputs.shape[0];
  const count = kept ?? Math.ceil(n / 5);
  if (n <= count) throw new DataFileError(name, `more than ${count} examples, ${count} of them to ${use} on`, `${n}`);
  return split(data, [n - count, count], { random, stratify: isClassification(data) });
}
