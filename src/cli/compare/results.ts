/** @file The file of `--results`: the finished runs of any comparisons of these data, to resume an interrupted one. */

import { excerpt } from "../../check/excerpt.ts";
import { UsageError } from "../flags/usageError.ts";
import { hasShape, type Shape } from "./hasShape.ts";
import { jobKey, openJobFile } from "./jobFile.ts";
import type { Job, Outcome } from "./worker.ts";

/** The first line of the file: runs that differ in these are not comparable, or differ in their last digits. */
export interface ResultsHeader {
  downhill: string;
  data: string;
  node: string;
  kernels: string;
}

export interface Results {
  /** The outcome of this very job, if the file has it. */
  find<J extends Job>(job: J): Outcome<J> | undefined;
  /** Appends a finished job. Throws SaveError. */
  add(job: Job, outcome: Outcome<Job>): void;
}

export const noResults: Results = { find: () => undefined, add: () => {} };

/** Opens the file, or starts it. Throws UsageError if it holds anything else. */
export const openResults = (file: string, header: ResultsHeader): Results =>
  resultsIn(`--results ${file}`, file, header, (found) => checkHeader(file, found, header));

/** The results in a file with such a header, once `check` allows the header it has. */
export function resultsIn(who: string, file: string, header: object, check: (found: unknown) => void): Results {
  const { jobs, append } = openJobFile(who, file, header, check);
  const found = new Map(jobs.map(({ job, outcome }) => [jobKey(job), outcome]));
  return { find: <J extends Job>(job: J) => found.get(jobKey(job)) as Outcome<J> | undefined, add: append };
}

function checkHeader(file: string, found: unknown, header: ResultsHeader): void {
  const refuse: (wanted: string, got: string) => never = (wanted, got) => {
    throw new UsageError(`--results ${file}: must be ${wanted}, got ${got}; give another name`);
  };
  if (!isHeader(found)) refuse("a file that compare wrote", "another");
  if (found.downhill !== header.downhill) refuse(`of version ${header.downhill}`, excerpt(found.downhill));
  if (found.data !== header.data) refuse("of the same data", "other data");
  if (found.node !== header.node) refuse(`of Node ${header.node}`, excerpt(found.node));
  if (found.kernels !== header.kernels) refuse(`of kernels with ${header.kernels}`, excerpt(found.kernels));
}

const isHeader = (value: unknown): value is ResultsHeader => hasShape(value, shape);
const shape: Record<keyof ResultsHeader, Shape> = {
  downhill: "string",
  data: "string",
  node: "string",
  kernels: "string",
};
