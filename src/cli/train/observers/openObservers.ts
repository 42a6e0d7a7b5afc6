/** @file The observers that the flags of `downhill train` ask for. Those with packages are loaded when asked for. */

import { existsSync, mkdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { diskProblem } from "../../../check/diskProblem.ts";
import { checkOutput } from "../../flags/output.ts";
import { UsageError } from "../../flags/usageError.ts";
import { isReportOf } from "../../report/reportFile.ts";
import { runMark } from "../runMark.ts";
import type { TrainSettings } from "../settings.ts";
import type { RunObserver } from "./runObserver.ts";
import { isLogOf, type LoggedRun, openStepLog } from "./stepLog.ts";

/** TensorBoard reads every file of a folder with "tfevents" in its name. */
export const eventFileIn = (folder: string): string => join(folder, "events.out.tfevents.0.downhill");

/** Throws UsageError if a file of an observer cannot be written, or belongs to another run. */
export async function checkObservers(
  settings: TrainSettings,
  run: Pick<LoggedRun, "experiment" | "history">,
): Promise<void> {
  const { log, report, tensorboard, command, overwrite } = settings;
  const inputs = { data: settings.experiment.data };
  const check = (flag: string, file: string | null, isOwn: (file: string) => boolean): void => {
    if (file !== null) checkOutput(flag, file, { overwrite, inputs, isOwn });
  };
  check("log", log, (file) => isLogOf(file, run));
  check("report", report, (file) => isReportOf(file, command, runMark(run)));
  if (tensorboard === null) return;
  makeFolder(tensorboard);
  const { isEventFileOf } = await import("./eventFile.ts");
  check("tensorboard", eventFileIn(tensorboard), (file) => isEventFileOf(file, run));
}

function makeFolder(folder: string): void {
  if (existsSync(folder) && !statSync(folder).isDirectory())
    throw new UsageError(`--tensorboard ${folder}: must be a folder, got a file; give another name`);
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    throw new UsageError(`--tensorboard ${folder}: cannot make the folder: ${diskProblem(error)}`);
  }
}

/** Opens them as one observer; null for none. */
export async function openObservers(
  { log, tensorboard, live }: TrainSettings,
  run: LoggedRun,
  now: () => number,
): Promise<RunObserver | null> {
  const observers: RunObserver[] = [];
  if (live !== null) {
    const { openLive } = await import("../live/openLive.ts");
    observers.push(await openLive(run, { port: live.port, now }));
  }
  if (log !== null) observers.push(openStepLog(log, run));
  if (tensorboard !== null) {
    const { openEventFile } = await import("./eventFile.ts");
    observers.push(openEventFile(eventFileIn(tensorboard), run));
  }
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
