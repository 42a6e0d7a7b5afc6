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
import type { Fit } from "../../data/images/support/resize.ts";
import { prepareTable } from "../../data/preprocessing/prepareTable.ts";
import type { FitOptions, Preprocessing } from "../../data/preprocessing/preprocessing.ts";
import { findColumn } from "../../data/preprocessing/support/findColumns.ts";
import { allRows, presentRows } from "../../data/preprocessing/support/target.ts";
import { readMnist } from "../../data/readers/readMnist.ts";
import { listFolder } from "../../data/readers/support/imageFiles.ts";
import { split } from "../../data/split.ts";
import { rowText } from "../../data/tables/support/rowText.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { UsageError, unknownName } from "../flags/usageError.ts";
import { tableFlags } from "./flags/tableFlags.ts";
import type { ImageSettings } from "./imageSettings.ts";
import { imageTask } from "./imageTask.ts";
import type { DataSettings } from "./settings.ts";
import { readTableFile, type TableSettings } from "./tableSettings.ts";
import { type TaskName, taskNames } from "./taskNames.ts";

/** Training, validation and test examples, and the target score; null for none. */
export interface Task {
  name: string;
  train: Examples;
  /** Set aside from the training examples, to choose a rate or an epoch by; null unless asked for. */
  validation: Examples | null;
  test: Examples;
  target: number | null;
  /** The names of the classes; null for numbers to predict, and for classes without names. */
  classNames: readonly string[] | null;
  /** Makes the inputs from the columns of a table; null for other data. */
  preprocessing: Preprocessing | null;
  /** How images of another shape are fitted; null for data that is not a folder of images. */
  imageFit: Fit | null;
  /** The cells or the file of a test example; null for data without. */
  describe: ((index: number) => string) | null;
  /** How a table was read and preprocessed, one line each. */
  notes: readonly string[];
}

/** Which data to read, and which column of a table to predict. */
export type TaskSettings = Pick<DataSettings, "data" | keyof TableSettings | keyof ImageSettings>;

interface BuiltIn {
  make(n: number, options: { random: Random }): Examples;
  counts: [train: number, test: number];
  target: number;
}

const builtIn: Readonly<Record<TaskName, BuiltIn>> = {
  digits: { make: drawnDigits, counts: [6000, 1000], target: 0.97 },
  moons: { make: twoMoons, counts: [1000, 500], target: 0.95 },
  circles: { make: circles, counts: [1000, 500], target: 0.95 },
  spiral: { make: spiral, counts: [1000, 500], target: 0.9 },
  xor: { make: xor, counts: [1000, 500], target: 0.95 },
  gauss: { make: gauss, counts: [1000, 500], target: 0.95 },
  sine: { make: noisySine, counts: [1000, 500], target: 0.9 },
  line: { make: noisyLine, counts: [1000, 500], target: 0.9 },
};

export const isBuiltIn = (data: string): data is TaskName => Object.hasOwn(builtIn, data);

/** How a fifth of the training examples is set aside to validate on. */
export interface Validation {
  /** A separate generator: with and without validation, training and test examples are split the same way. */
  random: Random;
  /** With fewer examples none are set aside. */
  least: number;
}

/** Returns whether data is a table or a folder of images. Built-in data and known sets of IDX files are not. */
export const isOwnData = (data: string): boolean =>
  !isBuiltIn(data) && (tableFiles(data) !== null || hasSubfolders(data));

/** The task of `--data`: a built-in name, a folder of IDX files or images, or a table. */
export function readTask(settings: TaskSettings, random: Random, validation: Validation | null = null): Task {
  const { data } = settings;
  if (!isBuiltIn(data)) {
    const files = tableFiles(data);
    if (files !== null) return tableTask(files, settings, random, validation);
  }
  refuseColumns(settings);
  const { validation: own = null, ...parts } = otherTask(settings, random);
  const { name } = parts;
  const count = parts.train.inputs.shape[0] + parts.test.inputs.shape[0];
  const isCut = own === null && validation !== null && count >= validation.least;
  const [train, held] = isCut
    ? apart(name, parts.train, validation.random, "validate")
    : [parts.train, validation && own];
  const common = { classNames: null, imageFit: null, describe: null, notes: [], preprocessing: null };
  return { ...common, ...parts, train, validation: held };
}

/** A task of data without columns. Its own validation examples are used if they are asked for. */
export type Parts = Pick<Task, "name" | "train" | "test" | "target"> &
  Partial<Pick<Task, "validation" | "notes" | "classNames" | "imageFit" | "describe">>;

function otherTask(settings: TaskSettings, random: Random): Parts {
  const { data } = settings;
  if (!isBuiltIn(data) && hasSubfolders(data)) return imageTask(data, settings, random);
  for (const [name, flag] of [
    ["imageSize", "image-size"],
    ["imageFit", "image-fit"],
  ] as const)
    if ((settings[name] ?? null) !== null) throw new UsageError(`--${flag} is for folders of images; ${data} has none`);
  return isBuiltIn(data) ? builtInTask(data, random) : idxTask(data, random);
}

const hasSubfolders = (folder: string): boolean => listFolder(folder).some(({ isFolder }) => isFolder);

function builtInTask(name: TaskName, random: Random): Parts {
  const { make, counts, target } = builtIn[name];
  return { name, train: make(counts[0], { random }), test: make(counts[1], { random }), target };
}

export interface TableFiles {
  file: string;
  testFile: string | null;
}

/** The table at a path, with a test table if there is one; null for a folder of other files. */
export function tableFiles(given: string): TableFiles | null {
  if (!existsSync(given)) {
    if (/[\\/.]/.test(given)) throw new UsageError(`--data ${JSON.stringify(given)}: no such file or folder`);
    throw new UsageError(`${unknownName("data set", given, taskNames).message}; no file or folder has this name`);
  }
  if (!statSync(given).isDirectory()) return { file: given, testFile: null };
  const [file, testFile] = ["train", "test"].map(
    (name) => tableEndings.map((ending) => join(given, `${name}${ending}`)).find((path) => existsSync(path)) ?? null,
  );
  return file === null ? null : { file, testFile };
}

const tableEndings = [".csv", ".tsv", ".csv.gz", ".tsv.gz"];

/** Flags for tables have no effect on data without columns. */
function refuseColumns(settings: TaskSettings): void {
  const given = (Object.keys(tableFlags) as (keyof TableSettings)[]).find((name) => (settings[name] ?? null) !== null);
  const name = given === "header" && settings.header === false ? "no-header" : given;
  if (name !== undefined) throw new UsageError(`--${name} is for tables; ${settings.data} has no columns`);
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

/** A table. Without a test file, a fifth of its rows is the test set. */
function tableTask(
  { file, testFile }: TableFiles,
  settings: TaskSettings,
  random: Random,
  validated: Validation | null,
): Task {
  const table = readTableFile(file, settings);
  const options = {
    ...fitOptions(settings),
    random,
    validation: validated !== null && table.rows >= validated.least ? 0.2 : 0,
    test: testFile === null ? 0.2 : 0,
  };
  const { train, validation, test, testRows, preprocessing } = prepareTable(table, options);
  const common = {
    name: file,
    train,
    validation,
    target: null,
    preprocessing,
    classNames: preprocessing.classNames,
    imageFit: null,
  };
  const notes = [...table.notes, ...preprocessing.notes];
  if (testFile === null)
    return { ...common, notes, test: test as Examples, describe: (index) => rowText(table, testRows[index]) };
  const tested = readTableFile(testFile, settings, preprocessing.kinds);
  const rows = presentRows(findColumn(tested, preprocessing.target.name), allRows(tested.rows));
  return { ...common, notes, test: preprocessing.examples(tested), describe: (index) => rowText(tested, rows[index]) };
}

export function fitOptions({ target, task, features, ignore }: TaskSettings): Omit<FitOptions, "rows"> {
  return {
    ...(target !== null && { target }),
    ...(task !== null && { task }),
    ...(features !== null && { features }),
    ...(ignore !== null && { ignore }),
  };
}

/** Sets a fifth of the examples aside, or `kept` of them. Every class has the same share. */
export function apart(
  name: string,
  data: Examples,
  random: Random,
  use: "test" | "validate",
  kept?: number,
): Examples[] {
  const n = data.inputs.shape[0];
  const count = kept ?? Math.ceil(n / 5);
  if (n <= count) throw new DataFileError(name, `more than ${count} examples, ${count} of them to ${use} on`, `${n}`);
  return split(data, [n - count, count], { random, stratify: isClassification(data) });
}
