/** @file The file of `--log`: a line for every step, which a resumed run continues. */

import { readFileSync } from "node:fs";
import { extname } from "node:path";
import type { Experiment } from "../../experiment/experiment.ts";
import { UsageError } from "../../flags/usageError.ts";
import type { Progress } from "../../terminal/progress.ts";
import { type History, type StepRecord, stepRecord } from "../history.ts";
import { appendSteps } from "./appendSteps.ts";
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

export function openStepLog(path: string, run: LoggedRun): RunObserver {
  const { form, record } = recordsOf(path, run);
  return appendSteps({
    ...run,
    name: `--log ${path}`,
    path,
    head: Buffer.from(form.header),
    bytesOf: (step) => Buffer.from(form.line(record(step))),
  });
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
