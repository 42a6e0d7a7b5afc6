/** @file The data sets that --data accepts: built-in ones by name, and files. */
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
export type TaskSettings = Pick<DataSettings, "data" | "column" | "predict">;

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
 * The task of `--data`: a built-in name, a folder of IDX or CSV files, or a CSV file. With a generator for it, a fifth of
 * the training examples becomes the validation set.
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

/** --column and --predict have no effect on data without columns. */
function refuseColumns({ data, column, predict }: TaskSettings): void {
  const name = column !== null ? "column" : predict !== null ? "predict" : null;
  if (name !== null) throw new UsageError(`--${name} is for CSV files; ${data} has no columns`);
}

/** The IDX files of a folder. If there is only one set, 1,000 of its examples are the test set. Only MNIST has a target. */
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
function csvTask(file: string, testFile: string | null, { column, predict }: TaskSettings, random: Random): Parts {
  const options = column === null ? {} : { target: column };
  const name = file;
  if (predict === "number") {
    const all = readCsvRegression(file, options);
    const same = { columns: all.columns, target: all.targetName };
    const [train, test] = testFile ? [all, readCsvRegression(testFile, same)] : apart(file, all, random, "test");
    return { name, train, test, target: null, isTable: true };
  }
  const all = readCsvDataset(file, options);
  const { classNames, columns, targetName } = all;
  const rows = all.labels.length;
  if (rows >= 20 && classNames.length > rows / 2)
    throw new UsageError(`${file}: ${classNames.length} classes in ${rows} rows; --predict number predicts numbers`);
  const [train, test] = testFile
    ? [all, readCsvDataset(testFile, { classNames, columns, target: targetName })]
    : apart(file, all, random, "test");
  return { name, train, test, target: null, isTable: true };
}

/** Sets a fifth of the examples aside, or as many as `kept`; of every class the same share. */
function apart(name: string, data: Examples, random: Random, use: "test" | "validate", kept?: number): Examples[] {
  const n = data.inputs.shape[0];
  const count = kept ?? Math.ceil(n / 5);
  if (n <= count) throw new DataFileError(name, `more than ${count} examples, ${count} of them to ${use} on`, `${n}`);
  return split(data, [n - count, count], { random, stratify: isClassification(data) });
}
