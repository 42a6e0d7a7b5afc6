/** @file The tasks of --folds. */
import type { Random } from "../../autograd/random.ts";
import { prepareFolds } from "../../data/preprocessing/prepareFolds.ts";
import { subset } from "../../data/subset.ts";
import { foldRows } from "../../data/support/foldRows.ts";
import { rowText } from "../../data/tables/support/rowText.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import { readTableFile } from "./tableSettings.ts";
import {
  apart,
  fitOptions,
  isBuiltIn,
  readTask,
  type Task,
  type TaskSettings,
  tableFiles,
  type Validation,
} from "./tasks.ts";

/**
 * Returns a task for each fold. Every row of a table, or every training example of other data, is tested on in one of
 * them; a separate test set is not used.
 */
export function readFolds(
  settings: TaskSettings,
  folds: number,
  random: Random,
  validation: Validation | null = null,
): Task[] {
  const { data } = settings;
  const files = isBuiltIn(data) ? null : tableFiles(data);
  if (files === null) return exampleFolds(readTask(settings, random), folds, random, validation);
  const table = readTableFile(files.file, settings);
  const share = validation !== null && table.rows >= validation.least ? 0.2 : 0;
  const options = { ...fitOptions(settings), folds, random, validation: share };
  return prepareFolds(table, options).map(({ testRows, ...fold }) => ({
    ...fold,
    name: files.file,
    target: null,
    imageFit: null,
    classNames: fold.preprocessing.classNames,
    describe: (index) => rowText(table, testRows[index]),
    notes: [...table.notes, ...fold.preprocessing.notes],
  }));
}

function exampleFolds(task: Task, folds: number, random: Random, validation: Validation | null): Task[] {
  const { train, name } = task;
  const groups = isClassification(train) ? { of: train.labels, count: train.classes } : null;
  const parts = foldRows(train.inputs.shape[0], folds, random, groups);
  return parts.map((part, fold) => {
    const others = subset(
      train,
      parts.flatMap((other, k) => (k === fold ? [] : [...other])),
    );
    const isValidated = validation !== null && train.inputs.shape[0] >= validation.least;
    const [learn, held] = isValidated ? apart(name, others, validation.random, "validate") : [others, null];
    return { ...task, train: learn, validation: held, test: subset(train, part), describe: null };
  });
}
