/** @file The event file of `--tensorboard`, which a resumed run continues. */

import { readFileSync } from "node:fs";
import { scoreKey } from "../../experiment/objective.ts";
import { stepRecord } from "../history.ts";
import { appendSteps } from "./appendSteps.ts";
import { eventsIn, framed, scalarEvent, timeless, versionEvent } from "./eventRecord.ts";
import type { RunObserver } from "./runObserver.ts";
import type { LoggedRun } from "./stepLog.ts";

export function openEventFile(path: string, run: LoggedRun): RunObserver {
  const { history } = run;
  const [before, elapsed] = [history.losses.length, history.elapsed];
  const now = Date.now();
  // The times of steps before this process are not known: they are spread over the time that training took.
  const timeOf = (step: number): number =>
    (step > before ? now + history.elapsed - elapsed : now - elapsed * (1 - step / before)) / 1000;
  return appendSteps({
    ...run,
    name: `--tensorboard ${path}`,
    path,
    head: framed(versionEvent((now - elapsed) / 1000)),
    bytesOf: (step) => framed(eventOf(step, timeOf(step), run)),
  });
}

function eventOf(step: number, wallTime: number, { experiment, history }: Pick<LoggedRun, "experiment" | "history">) {
  const { task, loader } = experiment;
  const { loss, lr, gradientNorm, updateRatio, heldOut } = stepRecord(history, step, loader.batchesPerEpoch);
  const set = task.validation === null ? "test" : "validation";
  return scalarEvent(wallTime, step, [
    ["loss/train", loss],
    ["lr", lr],
    ["gradient_norm", gradientNorm],
    ["update_ratio", updateRatio],
    ...(heldOut === null
      ? []
      : ([
          [`loss/${set}`, heldOut.loss],
          [`${scoreKey(task.train)}/${set}`, heldOut.score],
        ] as const)),
  ]);
}

/** Returns whether a file is empty or the event file of this run: all steps but their times are the same. */
export function isEventFileOf(path: string, run: Pick<LoggedRun, "experiment" | "history">): boolean {
  const bytes = readFileSync(path);
  if (bytes.length === 0) return true;
  const [version, ...events] = eventsIn(bytes);
  if (version === undefined || !isSame(version, versionEvent(0))) return false;
  const common = Math.min(events.length, run.history.losses.length);
  if (common === 0) return events.length === 0;
  return events.slice(0, common).every((event, i) => isSame(event, eventOf(i + 1, 0, run)));
}

const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(timeless(a), timeless(b)) === 0;
