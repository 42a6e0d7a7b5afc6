/** @file The settings of `downhill train`, read from the flags once. */

import { experimentFlags } from "../experiment/flags/experimentFlags.ts";
import { type ExperimentSettings, readEpochs, readExperimentSettings } from "../experiment/settings.ts";
import { isOwnData } from "../experiment/tasks.ts";
import { numberFlag, textFlag, type Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import { readProgressMode } from "../terminal/progress.ts";
import type { ProgressMode } from "../terminal/progressFlag.ts";
import type { Environment } from "../terminal/terminal.ts";
import { commandOf, modelFileOf } from "./modelFile.ts";
import { formOf } from "./observers/stepLog.ts";
import type { Patience } from "./patience.ts";
import { openRun, type SavedRun } from "./savedRun.ts";

export interface TrainSettings {
  experiment: ExperimentSettings;
  patience: Patience;
  /** The file to save the trained model in; null for none. */
  model: string | null;
  /** The command line that makes the model. */
  command: string;
  /** The file to save the run in. */
  checkpoint: string | null;
  /** The run to resume. */
  resume: (SavedRun & { file: string }) | null;
  /** The file for a line of every step; null for none. */
  log: string | null;
  /** The folder for an event file of TensorBoard; null for none. */
  tensorboard: string | null;
  /** The port of a page that follows the run, 0 for any; null for no page. */
  live: { port: number } | null;
  /** The file for a page about the run; null for none. */
  report: string | null;
  /** How many of the worst test examples to show; null for none. */
  worst: number | null;
  /** The number of folds to cross-validate with; null to train one model. */
  folds: number | null;
  overwrite: boolean;
  otherData: boolean;
  progress: ProgressMode;
  json: boolean;
}

/** Flags that can change when a run is resumed. */
const renewable = ["data", "epochs", "patience"];

export function readTrainSettings(values: Values, environment: Environment): TrainSettings {
  const own = {
    overwrite: values.overwrite === true,
    otherData: values["other-data"] === true,
    progress: readProgressMode(values, environment),
    json: values.json === true,
    command: commandOf(values),
    folds: readFoldCount(values),
    ...readObserverFiles(values),
    worst: values.worst === undefined ? null : numberFlag(values, "worst", 10, { low: 1, high: 1000, whole: true }),
  };
  const patience = values.patience === undefined ? null : numberFlag(values, "patience", 0, { low: 0, whole: true });
  const checkpoint = textFlag(values, "checkpoint");
  const file = textFlag(values, "resume");
  if (file === null) {
    if (own.otherData) throw new UsageError("--other-data is for --resume; without it, it has no effect");
    const experiment = readExperimentSettings(values);
    const { data } = experiment;
    const given = patience === null && isOwnData(data) ? "default" : patience || null;
    return { ...own, experiment, patience: given, checkpoint, resume: null, model: modelFileOf(values, data) };
  }
  return { ...own, ...resumed(values, file, patience, checkpoint) };
}

/** The settings of the run in a checkpoint, with those that can change. */
function resumed(values: Values, file: string, patience: number | null, checkpoint: string | null) {
  refuseFixed(values);
  const saved = openRun(file);
  const { settings } = saved;
  if (patience === 0 && saved.patience !== null)
    throw new UsageError(
      `--patience: must be 1 or more to resume ${file}, got 0; its validation examples were not trained on`,
    );
  if (patience && saved.patience === null)
    throw new UsageError(
      `--patience: ${file} has trained on all training examples, so none are left for validation; start a run with --patience`,
    );
  const experiment = {
    ...settings,
    data: textFlag(values, "data") ?? settings.data,
    epochs: readEpochs(values) ?? settings.epochs,
  };
  return {
    experiment,
    patience: patience || saved.patience,
    checkpoint: checkpoint ?? file,
    resume: { ...saved, file },
    model: modelFileOf(values, experiment.data),
  };
}

function readObserverFiles(values: Values): Pick<TrainSettings, "log" | "report" | "tensorboard" | "live"> {
  const log = textFlag(values, "log");
  if (log !== null) formOf(log);
  return {
    log,
    report: textFlag(values, "report"),
    tensorboard: textFlag(values, "tensorboard"),
    live: readLive(values),
  };
}

function readLive(values: Values): TrainSettings["live"] {
  if (values.live !== true && values.port !== undefined) throw new UsageError("--port is for --live; add --live");
  return values.live === true ? { port: numberFlag(values, "port", 0, { low: 0, high: 65535, whole: true }) } : null;
}

/** With --resume, most settings come from the checkpoint. */
function refuseFixed(values: Values): void {
  const fixed = Object.keys(experimentFlags).find((name) => values[name] !== undefined && !renewable.includes(name));
  if (fixed !== undefined) throw new UsageError(`--${fixed} comes from the checkpoint; leave it out`);
}

/** Flags about one model, of which --folds trains several. */
const ofOneModel = ["save", "worst", "log", "report", "tensorboard", "live", "checkpoint", "resume"];

function readFoldCount(values: Values): number | null {
  if (values.folds === undefined) return null;
  const other = ofOneModel.find((name) => values[name] !== undefined);
  if (other !== undefined) throw new UsageError(`--folds trains several models and saves none; leave out --${other}`);
  return numberFlag(values, "folds", 5, { low: 2, high: 1000, whole: true });
}
