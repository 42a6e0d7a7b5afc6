/** @file The observers that the flags of `downhill train` ask for. */

import { checkOutput } from "../../flags/output.ts";
import { isReportOf } from "../reportFile.ts";
import type { TrainSettings } from "../settings.ts";
import type { RunObserver } from "./runObserver.ts";
import { isLogOf, type LoggedRun, openStepLog } from "./stepLog.ts";

/** Throws UsageError if a file of an observer cannot be written, or belongs to another run. */
export function checkObservers(
  { log, report, command, checkpoint, experiment: { data }, model, overwrite }: TrainSettings,
  run: Pick<LoggedRun, "experiment" | "history">,
): void {
  const inputs = { data, ...(checkpoint !== null && { checkpoint }), ...(model !== null && { save: model }) };
  if (log !== null) checkOutput("log", log, { overwrite, inputs, isOwn: (file) => isLogOf(file, run) });
  if (report !== null)
    checkOutput("report", report, { overwrite, inputs, isOwn: (file) => isReportOf(file, command, run) });
}

/** Opens them as one observer; null for none. */
export function openObservers({ log }: TrainSettings, run: LoggedRun): RunObserver | null {
  const observers = log === null ? [] : [openStepLog(log, run)];
  if (observers.length === 0) return null;
  return {
    step: (step) => {
      for (const observer of observers) observer.step(step);
    },
    epoch: () => {
      for (const observer of observers) observer.epoch();
    },
    close: () => observers.map((observer) => observer.close()).every((isComplete) => isComplete),
  };
}
