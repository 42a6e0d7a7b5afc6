/** @file The file of `--log`: a line for every step, which a resumed run continues. */

import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from "node:fs";
import { extname } from "node:path";
import { diskProblem } from "../../../check/diskProblem.ts";
import type { Experiment } from "../../experiment/experiment.ts";
import { writeOutput } from "../../flags/output.ts";
import { UsageError } from "../../flags/usageError.ts";
import type { Progress } from "../../terminal/progress.ts";
import { type History, type StepRecord, stepRecord } from "../history.ts";
import type { RunObserver } from "./runObserver.ts";
import { namesOf, type StepForm, stepForms } from "./stepForm.ts";

/** The ending of a log file, which chooses its form. Throws UsageError for another. */
export function formOf(file: string): string {
  const ending = extname(file).slice(1).toLowerCase();
  if (Object.hasOwn(stepForms, ending)) return ending;
  throw new UsageError(`--log must end in .ndjson, .jsonl or .csv, got ${JSON.stringify(file)}`);
}

/** A run whose steps are written. */
export interface LoggedRun {
  experiment: Experiment;
  history: History;
  progress: Progress;
}

/**
 * Opens a log. The steps made so far are written at once, so a resumed run has every step once: steps after its
 * checkpoint are made again. Every line is written at once, and is on the disk before the run is saved. A failed write
 * is reported and made up for after the next epoch.
 */
export function openStepLog(file: string, run: LoggedRun): RunObserver {
  const { history, progress } = run;
  const { form, record } = recordsOf(file, run);
  const lines = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, i) => form.line(record(from + 1 + i))).join("");
  let written = history.losses.length;
  const before = form.header + lines(0, written);
  writeOutput(file, before);
  const descriptor = openSync(file, "r+");
  let size = Buffer.byteLength(before);
  let hasFailed = false;
  /** Writes over what a failed write has left. */
  const writeUpTo = (step: number, flush: boolean): void => {
    try {
      const bytes = Buffer.from(lines(written, step));
      for (let at = 0; at < bytes.length; ) at += writeSync(descriptor, bytes, at, bytes.length - at, size + at);
      if (flush) fsyncSync(descriptor);
      size += bytes.length;
      written = step;
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) progress.problem(`--log ${file}: ${diskProblem(error)}; training continues`);
      hasFailed = true;
    }
  };
  return {
    step: (step) => {
      if (!hasFailed) writeUpTo(step, false);
    },
    epoch: () => writeUpTo(history.losses.length, true),
    close: () => {
      writeUpTo(history.losses.length, true);
      closeSync(descriptor);
      if (hasFailed) progress.problem(`--log ${file} holds ${written} of ${history.losses.length} steps`);
      return !hasFailed;
    },
  };
}

/** Returns whether a file is empty or the log of this run: its steps have the losses of the run's. */
export function isLogOf(file: string, run: Pick<LoggedRun, "experiment" | "history">): boolean {
  const text = readFileSync(file, "utf8");
  if (text === "") return true;
  const { form, record } = recordsOf(file, run);
  if (!text.startsWith(form.header)) return false;
  // After a power cut the last line can be incomplete.
  const found = text.slice(form.header.length).split("\n").slice(0, -1);
  const common = Math.min(found.length, run.history.losses.length);
  if (common === 0) return found.length === 0 && form.header !== "";
  return found.slice(0, common).every((line, i) => line.startsWith(form.start(record(i + 1))));
}

function recordsOf(
  file: string,
  { experiment: { task, loader }, history }: Pick<LoggedRun, "experiment" | "history">,
): { form: StepForm; record(step: number): StepRecord } {
  const form = stepForms[formOf(file)](namesOf(task));
  return { form, record: (step) => stepRecord(history, step, loader.batchesPerEpoch) };
}
