/** @file A file of finished jobs: a header, then one job a line, flushed to disk. A crash cuts only the last line. */

import {
  closeSync,
  constants,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { dirname } from "node:path";
import { diskProblem } from "../../check/diskProblem.ts";
import { excerpt } from "../../check/excerpt.ts";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { UsageError } from "../flags/usageError.ts";
import { type FinishedJob, isFinishedJob } from "./finishedJob.ts";
import type { Job, Outcome } from "./worker.ts";

/** A finished job with the number of its line. */
export interface JobLine extends FinishedJob {
  line: number;
}

export interface JobFile {
  header: unknown;
  jobs: JobLine[];
}

/** Equal jobs have equal keys. */
export const jobKey = (job: Job): string => JSON.stringify(job);

/**
 * Reads a file of jobs without its incomplete last line. Throws UsageError if a whole line is not a finished job, and
 * the errors of `check` for the header.
 */
export const readJobFile = (who: string, file: string, check: (header: unknown) => void): JobFile =>
  parseJobs(who, wholeLines(readFile(who, file)), check);

/**
 * Opens a file of jobs for appending: starts it with the header, or removes what a crash left of the last line.
 * `check` throws unless the header of an existing file allows that.
 */
export function openJobFile(who: string, file: string, header: unknown, check: (found: unknown) => void) {
  const bytes = readFile(who, file, Buffer.alloc(0));
  const start = toLine(header);
  // A crash can cut the header too. Any other text without a whole line is not ours.
  const isNew = start.startsWith(bytes.toString());
  const found = isNew ? { header, jobs: [] } : parseJobs(who, wholeLines(bytes), check);
  if (isNew) startFile(who, file, start);
  else save(who, () => withFile(file, constants.O_WRONLY, (fd) => ftruncateSync(fd, wholeLines(bytes).length)));
  return { jobs: found.jobs, append: (job: Job, outcome: Outcome<Job>) => append(who, file, toLine({ job, outcome })) };
}

const wholeLines = (bytes: Buffer): Buffer => bytes.subarray(0, bytes.lastIndexOf("\n") + 1);

function parseJobs(who: string, bytes: Buffer, check: (found: unknown) => void): JobFile {
  const [first, ...lines] = bytes.toString().split("\n").slice(0, -1);
  const header = fromLine(first ?? "");
  check(header);
  const jobs = lines.map((text, i): JobLine => {
    const value = fromLine(text);
    if (isFinishedJob(value)) return { ...value, line: i + 2 };
    const problem = `${who}:${i + 2}: must be a finished job, got ${excerpt(text)}`;
    throw new UsageError(`${problem}; remove the line, and its job will run again`);
  });
  return { header, jobs };
}

function readFile(who: string, file: string, missing?: Buffer): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    if (missing !== undefined && (error as NodeJS.ErrnoException).code === "ENOENT") return missing;
    throw new UsageError(`${who}: must be a readable file, got ${diskProblem(error)}`);
  }
}

function startFile(who: string, file: string, header: string): void {
  const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC;
  save(who, () => withFile(file, flags, (fd) => writeFileSync(fd, header)));
  // Its name is on the disk too. Windows cannot open folders, and keeps names without a request.
  if (process.platform !== "win32") save(who, () => withFile(dirname(file), constants.O_RDONLY, () => {}));
}

/** When it returns, the line is on the disk. A failure leaves the file as it was. */
function append(who: string, file: string, line: string): void {
  save(who, () =>
    withFile(file, constants.O_WRONLY | constants.O_APPEND, (fd) => {
      const { size } = fstatSync(fd);
      try {
        writeFileSync(fd, line);
      } catch (error) {
        ftruncateSync(fd, size);
        throw error;
      }
    }),
  );
}

/** Opens a file or folder, and waits until the disk has what was written. */
function withFile(path: string, flags: number, act: (fd: number) => void): void {
  const fd = openSync(path, flags, 0o666);
  try {
    act(fd);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
}

function save(who: string, act: () => void): void {
  try {
    act();
  } catch (error) {
    throw new SaveError(`${who}: ${diskProblem(error)}`);
  }
}

// JSON has no infinities, which runs that diverged have as a loss, and no −0.
const numbersAsText = (_: string, value: unknown): unknown => {
  if (typeof value !== "number") return value;
  return Object.is(value, -0) ? "-0" : Number.isFinite(value) ? value : `${value}`;
};
const textAsNumbers = (_: string, value: unknown): unknown =>
  value === "Infinity" || value === "-Infinity" || value === "NaN" || value === "-0" ? Number(value) : value;

/** The value as a line, to the last bit of every number. */
export const toLine = (value: unknown): string => `${JSON.stringify(value, numbersAsText)}\n`;

/** The value of a line; null if it is not JSON. */
function fromLine(line: string): unknown {
  try {
    return JSON.parse(line, textAsNumbers);
  } catch {
    return null;
  }
}
