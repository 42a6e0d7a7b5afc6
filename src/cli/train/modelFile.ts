/** @file The file of the trained model: its name, and what it holds besides the weights. */

import { existsSync } from "node:fs";
import { basename } from "node:path";
import { readFormatFile } from "../../checkpoint/files/support/readFormatFile.ts";
import { saveModelFile } from "../../model/files/saveModelFile.ts";
import type { ModelNotes, ModelRecord } from "../../model/index.ts";
import { makeRecord } from "../../model/support/makeRecord.ts";
import { readContents } from "../../model/support/readContents.ts";
import { readRecord } from "../../model/support/readRecord.ts";
import { isClassification } from "../../training/support/isClassification.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { classNamesOf, type Metrics } from "../experiment/objective.ts";
import { isBuiltIn } from "../experiment/tasks.ts";
import { textFlag, type Values } from "../flags/flags.ts";
import { isMistake } from "../flags/isMistake.ts";
import { checkOutput } from "../flags/output.ts";
import { quoted } from "../terminal/shellCommand.ts";
import type { Result } from "./trainSummary.ts";

/** Flags that do not change the model. */
const unrelated = [
  "save",
  "no-save",
  "log",
  "report",
  "tensorboard",
  "live",
  "port",
  "worst",
  "overwrite",
  "progress",
  "json",
  "no-unicode",
];

/** Returns the command line that makes the model. */
export function commandOf(values: Values): string {
  const words = Object.entries(values).flatMap(([name, given]) => {
    if (unrelated.includes(name) || given === undefined) return [];
    return [given].flat().flatMap((value) => (value === true ? [`--${name}`] : [`--${name}`, `${value}`]));
  });
  return ["downhill", "train", ...words].map(quoted).join(" ");
}

/**
 * Returns the file to save the model in: that of --save, else one named after the data, in this folder. Null with
 * --no-save, and for built-in data without --save. Throws UsageError if the file of --save holds something else,
 * without --overwrite.
 */
export function modelFileOf(values: Values, data: string): string | null {
  const given = textFlag(values, "save");
  if (values["no-save"] === true || (given === null && isBuiltIn(data))) return null;
  const command = commandOf(values);
  const isOwn = (file: string): boolean => madeBy(file) === command;
  if (given === null) return freeName(data, isOwn);
  checkOutput("save", given, { overwrite: values.overwrite === true, inputs: { data }, isOwn });
  return given;
}

/** titanic.model.safetensors for titanic.csv; another number for a model of another command. */
function freeName(data: string, isOwn: (file: string) => boolean): string {
  const name = basename(data).replace(/(\.(csv|tsv|txt))?(\.gz)?$/i, "") || "data";
  for (let copy = 1; ; copy++) {
    const file = `${name}${copy === 1 ? "" : `-${copy}`}.model.safetensors`;
    if (!existsSync(file) || isOwn(file)) return file;
  }
}

/** The command that made the model in a file; null for another kind of file. */
function madeBy(file: string): string | null {
  try {
    return readRecord(readContents(readFormatFile(file), file).given, file).record.command;
  } catch (error) {
    if (!isMistake(error)) throw error;
    return null;
  }
}

/** Saves the model with the weights that were evaluated. */
export function saveModel(file: string, command: string, experiment: Experiment, result: Result): void {
  saveModelFile(file, experiment.model, notesOf(experiment, command, result));
}

/**
 * Returns the record for a checkpoint, which is then a model file too. Throws RangeError if it is too long for a file:
 * before training rather than after it.
 */
export const recordOf = (experiment: Experiment, command: string): ModelRecord =>
  makeRecord(experiment.model, notesOf(experiment, command, null));

/** Describes a run, besides its weights. */
function notesOf({ task }: Experiment, command: string, result: Result | null): ModelNotes {
  const { preprocessing, train, imageFit } = task;
  const classNames = isClassification(train) ? [...classNamesOf(task)] : null;
  const inputs = preprocessing === null ? { inputShape: train.inputs.shape.slice(1), classNames } : {};
  return { preprocessing, ...inputs, imageFit, command, ...(result !== null && { metrics: metricsOf(result) }) };
}

function metricsOf(result: Result): Record<string, number | string> {
  const { scoreName, score, testLoss, loss, epochs, steps, validationLoss, optimizer, task } = result;
  return {
    data: task,
    optimizer,
    epochs,
    steps,
    "training loss": loss,
    ...(testLoss !== null && { "test loss": testLoss }),
    ...(score !== null && { [`test ${scoreName}`]: score }),
    ...otherMetrics(result.metrics),
    ...(validationLoss !== null && { "validation loss": validationLoss }),
  };
}

/** The metrics beside the score, and the baseline's. */
function otherMetrics(metrics: Metrics | null): Record<string, number> {
  if (metrics === null) return {};
  if ("rmse" in metrics)
    return { "test RMSE": metrics.rmse, "test MAE": metrics.mae, "RMSE of the mean": metrics.baseline.rmse };
  const { balancedAccuracy, baseline, auc } = metrics;
  return {
    "accuracy of one class": baseline,
    "test mean recall": balancedAccuracy,
    ...(auc !== null && { "test ROC AUC": auc }),
  };
}
