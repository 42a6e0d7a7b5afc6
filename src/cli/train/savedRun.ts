/** @file Training runs as files: written by `--checkpoint`, read by `--resume`. */

import { resolve } from "node:path";
import { describeValue } from "../../check/describeValue.ts";
import { isRecord } from "../../check/isRecord.ts";
import { loadCheckpoint } from "../../checkpoint/files/loadCheckpoint.ts";
import { saveCheckpoint } from "../../checkpoint/files/saveCheckpoint.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import type { Checkpoint } from "../../checkpoint/index.ts";
import { restoreRun } from "../../checkpoint/restoreRun.ts";
import type { ModelRecord } from "../../model/index.ts";
import type { EarlyStopping, EarlyStoppingState } from "../../training/earlyStopping.ts";
import { checksumOf } from "../experiment/checksumOf.ts";
import type { Experiment } from "../experiment/experiment.ts";
import { wrongSetting } from "../experiment/savedSettings.ts";
import type { ExperimentSettings } from "../experiment/settings.ts";
import { isBuiltIn } from "../experiment/tasks.ts";
import { UsageError } from "../flags/usageError.ts";
import { type History, stepLists } from "./history.ts";

/** A checkpoint with the values it keeps besides weights, optimizer, loader and generators. */
export interface SavedRun {
  checkpoint: Checkpoint;
  /** Resuming builds the experiment anew from these. */
  settings: ExperimentSettings;
  patience: number | null;
  /** The checksum of all examples. */
  data: string;
  history: History;
  /** The best epoch so far, with its weights; null without --patience. */
  stopping: EarlyStoppingState | null;
}

/** A history in lists of numbers: one held-out loss and one score per epoch. */
type SavedHistory = Omit<History, "epochs"> & { heldOutLoss: number[]; score: number[] };

/** Writes the run as it stands, with the settings that made it. */
export function saveRun(
  file: string,
  { model, optimizer, loader }: Experiment,
  saved: Pick<SavedRun, "settings" | "patience" | "data" | "history"> & {
    stopping: EarlyStopping | null;
    model: ModelRecord | null;
  },
): void {
  const { epochs, ...rest } = saved.history;
  // Lists of numbers are stored as arrays, whatever their length; a list of objects would be stored as text.
  const lists = { heldOutLoss: epochs.map(({ loss }) => loss), score: epochs.map(({ score }) => score) };
  const data = saved.settings.data;
  const extra = {
    // An absolute path, so that the run can be resumed from another folder.
    settings: { ...saved.settings, data: isBuiltIn(data) ? data : resolve(data) },
    patience: saved.patience,
    data: saved.data,
    history: { ...rest, ...lists },
    stopping: saved.stopping?.stateDict() ?? null,
    // The architecture and the preprocessing, so that predict, show and export take a checkpoint too.
    ...(saved.model !== null && { model: saved.model }),
  };
  saveCheckpoint(file, { model, optimizer, loader, step: saved.history.losses.length, extra });
}

/** Reads a run. Throws FileFormatError if the file holds anything but a run of `downhill train`. */
export function openRun(file: string): SavedRun {
  const checkpoint = loadCheckpoint(file);
  const { extra } = checkpoint;
  if (!isRecord(extra) || !("settings" in extra && "history" in extra))
    throw wrong(file, "", "the settings and history that downhill train saves", describeValue(extra));
  const { patience = null, data, stopping } = extra;
  if (patience !== null && !(Number.isSafeInteger(patience) && (patience as number) >= 1))
    throw wrong(file, ".patience", "a whole number, 1 or more, or null", describeValue(patience));
  if (typeof data !== "string" || data.length > 40) throw wrong(file, ".data", "a checksum", describeValue(data));
  return {
    checkpoint,
    settings: checkedSettings(file, extra.settings),
    patience: patience as number | null,
    data,
    history: checkedHistory(file, extra.history),
    stopping: checkedStopping(file, stopping),
  };
}

/** Restores a saved run into the experiment made from its settings. Throws UsageError if the data differs. */
export function resumeRun(
  { task, model, optimizer, loader }: Experiment,
  { checkpoint, data }: SavedRun,
  otherData: boolean,
): void {
  if (!otherData && checksumOf(task) !== data)
    throw new UsageError(
      `--resume ${checkpoint.file}: ${task.name} must hold the examples of the run, got others; pass --data for a moved file, or --other-data to continue on these`,
    );
  const examples = task.train.inputs.shape[0];
  const order = isRecord(checkpoint.loader) ? checkpoint.loader.order : null;
  if (otherData && Array.isArray(order) && order.length !== examples)
    throw new UsageError(
      `--other-data: ${task.name} must have the ${order.length} training examples of the run, got ${examples}`,
    );
  restoreRun({ model, optimizer, loader }, checkpoint);
}

function checkedSettings(file: string, settings: unknown): ExperimentSettings {
  if (!isRecord(settings)) throw wrong(file, ".settings", "the settings of a run", describeValue(settings));
  const problem = wrongSetting(settings);
  if (problem !== null)
    throw wrong(file, ".settings", problem.text, `${describeValue(problem.name)} with ${describeValue(problem.value)}`);
  return settings as unknown as ExperimentSettings;
}

function checkedHistory(file: string, history: unknown): History {
  if (!isRecord(history))
    throw wrong(file, ".history", `${stepLists.join(", ")}, heldOutLoss, score and elapsed`, describeValue(history));
  const check = (name: string, expected: string, holds: (value: unknown) => boolean): void => {
    if (!holds(history[name])) throw wrong(file, `.history.${name}`, expected, describeValue(history[name]));
  };
  const checkAsLong = (name: string, other: string): void => {
    const count = (history[other] as number[]).length;
    check(
      name,
      `a number for each of ${count} ${other}`,
      (list) => isNumbers(list) && (list as number[]).length === count,
    );
  };
  check("losses", "a list of numbers", isNumbers);
  for (const name of stepLists) checkAsLong(name, "losses");
  check("heldOutLoss", "a list of numbers", isNumbers);
  checkAsLong("score", "heldOutLoss");
  check("elapsed", "a number", isNumber);
  const { losses, lr, gradientNorms, updateRatios, heldOutLoss, score, elapsed } = history as unknown as SavedHistory;
  const epochs = heldOutLoss.map((loss, epoch) => ({ loss, score: score[epoch] }));
  return { losses, lr, gradientNorms, updateRatios, epochs, elapsed };
}

function checkedStopping(file: string, stopping: unknown): EarlyStoppingState | null {
  if (stopping === null) return null;
  const holds =
    isRecord(stopping) &&
    (stopping.best === null || isNumber(stopping.best)) &&
    isNumber(stopping.bestEpoch) &&
    isNumber(stopping.epochs) &&
    Array.isArray(stopping.weights) &&
    stopping.weights.every(
      (one) => isRecord(one) && typeof one.name === "string" && isNumbers(one.shape) && ArrayBuffer.isView(one.data),
    );
  if (!holds) throw wrong(file, ".stopping", "the state of EarlyStopping", describeValue(stopping));
  return stopping as unknown as EarlyStoppingState;
}

const isNumber = (value: unknown): boolean => typeof value === "number";
const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every(isNumber);

const wrong = (file: string, field: string, expected: string, found: string): FileFormatError =>
  new FileFormatError(file, `run.extra${field}`, expected, found);
