/** @file Training runs as files: what `--checkpoint` writes and `--resume` reads. */

import { describeValue } from "../../check/describeValue.ts";
import { loadCheckpoint } from "../../checkpoint/files/loadCheckpoint.ts";
import { saveCheckpoint } from "../../checkpoint/files/saveCheckpoint.ts";
import { FileFormatError } from "../../checkpoint/formats/fileFormatError.ts";
import { restoreRun } from "../../checkpoint/restoreRun.ts";
import type { Checkpoint } from "../../checkpoint/run.ts";
import type { Values } from "../flags/flags.ts";
import { UsageError } from "../flags/usageError.ts";
import type { History } from "../train/training.ts";
import { type Experiment, experimentFlags } from "./experiment.ts";

/** A checkpoint, with what it keeps besides weights, optimizer, loader and generators. */
export interface SavedRun {
  checkpoint: Checkpoint;
  /** The flags that made the experiment: resuming makes it anew. */
  flags: Values;
  history: History;
}

/** A history in lists of numbers: one test loss and one score for every epoch. */
type SavedHistory = Omit<History, "evaluations"> & { testLoss: number[]; score: number[] };

/** Flags of the run that may be given when it is resumed. */
const renewable = ["epochs", "patience"];
/** Flags that belong to the run, and so to its checkpoint: no file from elsewhere may say what is overwritten or printed. */
const ofRun = [...Object.keys(experimentFlags), ...renewable];

/** Writes the run as it stands, with the flags that made it. */
export function saveRun(file: string, { model, optimizer, loader }: Experiment, given: Values, history: History): void {
  const own = Object.entries(given).filter(([name, value]) => ofRun.includes(name) && value !== undefined);
  const flags = Object.fromEntries(own) as Record<string, string | string[]>;
  const { evaluations, ...rest } = history;
  // Numbers in lists of their own are stored as arrays, however long; a list of objects would be text.
  const lists = { testLoss: evaluations.map(({ loss }) => loss), score: evaluations.map(({ score }) => score) };
  const extra = { flags, history: { ...rest, ...lists } };
  saveCheckpoint(file, { model, optimizer, loader, step: history.losses.length, extra });
}

/**
 * The saved run, its flags completed by those given now. Throws UsageError where these would make another run, and
 * FileFormatError where the file holds anything but a run of `downhill train`.
 */
export function openRun(file: string, given: Values): SavedRun {
  const fixed = Object.keys(experimentFlags).find((name) => given[name] !== undefined);
  if (fixed !== undefined)
    throw new UsageError(
      `--${fixed} comes from the checkpoint; with --resume only checkpoint, progress, json, ${renewable.join(", ")} can be given`,
    );
  const checkpoint = loadCheckpoint(file);
  const { extra } = checkpoint;
  if (!isRecord(extra) || !("flags" in extra && "history" in extra))
    throw wrong(file, "", "the flags and history that downhill train saves", describeValue(extra));
  return {
    checkpoint,
    flags: { ...checkedFlags(file, extra.flags), ...given },
    history: checkedHistory(file, extra.history),
  };
}

/** Puts a saved run into the experiment made from its flags; returns its history. */
export function continueRun({ model, optimizer, loader }: Experiment, { checkpoint, history }: SavedRun): History {
  restoreRun({ model, optimizer, loader }, checkpoint);
  return history;
}

function checkedFlags(file: string, flags: unknown): Values {
  const expected = "settings of downhill train and their texts";
  if (!isRecord(flags)) throw wrong(file, ".flags", expected, describeValue(flags));
  for (const [name, value] of Object.entries(flags)) {
    // As long as a path can be: some of these texts are read by looking ahead from every letter.
    const isText = (item: unknown): boolean => typeof item === "string" && item.length <= 4096;
    const isRight = experimentFlags[name]?.multiple ? isListOf(isText)(value) : isText(value);
    if (!ofRun.includes(name) || !isRight)
      throw wrong(file, ".flags", expected, `${describeValue(name)} with ${describeValue(value)}`);
  }
  return flags as Values;
}

function checkedHistory(file: string, history: unknown): History {
  if (!isRecord(history))
    throw wrong(file, ".history", "losses, testLoss, score, lr and elapsed", describeValue(history));
  const check = (name: string, expected: string, isRight: (value: unknown) => boolean): void => {
    if (!isRight(history[name])) throw wrong(file, `.history.${name}`, expected, describeValue(history[name]));
  };
  check("losses", "a list of numbers", isListOf(isNumber));
  check("testLoss", "a list of numbers", isListOf(isNumber));
  const epochs = (history.testLoss as number[]).length;
  check("score", `${epochs} numbers`, (score) => isListOf(isNumber)(score) && (score as number[]).length === epochs);
  check("lr", "two numbers", (lr) => isListOf(isNumber)(lr) && (lr as number[]).length === 2);
  check("elapsed", "a number", isNumber);
  const { losses, testLoss, score, lr, elapsed } = history as unknown as SavedHistory;
  return { losses, evaluations: testLoss.map((loss, epoch) => ({ loss, score: score[epoch] })), lr, elapsed };
}

const isNumber = (value: unknown): boolean => typeof value === "number";
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const isListOf =
  (isRight: (item: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isRight);

const wrong = (file: string, field: string, expected: string, found: string): FileFormatError =>
  new FileFormatError(file, `run.extra${field}`, expected, found);
