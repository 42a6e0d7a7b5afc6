/** @file A file that grows by every step of a run, for logs and event files. */

import { closeSync, fsyncSync, openSync, writeSync } from "node:fs";
import { diskProblem } from "../../../check/diskProblem.ts";
import { writeOutput } from "../../flags/output.ts";
import type { Progress } from "../../terminal/progress.ts";
import type { History } from "../history.ts";
import type { RunObserver } from "./runObserver.ts";

export interface GrowingFile {
  /** Names the file in messages: "--log run.csv". */
  name: string;
  path: string;
  /** The bytes before those of the first step. */
  head: Uint8Array;
  /** Returns the bytes of a step, counted from 1. */
  bytesOf(step: number): Uint8Array;
  history: History;
  progress: Progress;
}

/**
 * Opens a file of steps. The steps made so far are written at once, so a resumed run has every step once: steps after
 * its checkpoint are made again. Every step is written at once, and is on the disk before the run is saved. A failed
 * write is reported and made up for after the next epoch.
 */
export function appendSteps({ name, path, head, bytesOf, history, progress }: GrowingFile): RunObserver {
  const steps = (from: number, to: number): Uint8Array[] =>
    Array.from({ length: to - from }, (_, i) => bytesOf(from + 1 + i));
  let written = history.losses.length;
  const before = Buffer.concat([head, ...steps(0, written)]);
  writeOutput(path, before);
  const file = openSync(path, "r+");
  let size = before.length;
  let hasFailed = false;
  /** Writes over the remains of a failed write. */
  const writeUpTo = (step: number, flush: boolean): void => {
    try {
      const bytes = Buffer.concat(steps(written, step));
      for (let at = 0; at < bytes.length; ) at += writeSync(file, bytes, at, bytes.length - at, size + at);
      if (flush) fsyncSync(file);
      size += bytes.length;
      written = step;
      hasFailed = false;
    } catch (error) {
      if (!hasFailed) progress.problem(`${name}: ${diskProblem(error)}; training continues`);
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
      closeSync(file);
      if (hasFailed) progress.problem(`${name} holds ${written} of ${history.losses.length} steps`);
      return !hasFailed;
    },
  };
}
