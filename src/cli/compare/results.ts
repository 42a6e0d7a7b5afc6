/** @file The file of `--results`: the finished runs of any comparisons of these data, to resume an interrupted one. */

import { UsageError } from "../flags/usageError.ts";
import { jobKey, openJobFile } from "./jobFile.ts";
import type { Job, Outcome } from "./worker.ts";

/** The first line of the file: runs of another version or of other data are not comparable. */
export interface ResultsHeader {
  downhill: string;
  data: string;
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
  const { downhill, data } = (found ?? {}) as Partial<ResultsHeader>;
  if (typeof downhill !== "string" || typeof data !== "string")
    throw new UsageError(`--results ${file}: must be a file that compare wrote, got another; give another name`);
  if (downhill !== header.downhill)
    throw new UsageError(
      `--results ${file}: must be of version ${header.downhill}, got ${downhill}; give another name`,
    );
  if (data !== header.data)
    throw new UsageError(`--results ${file}: must be of the same data, got other data; give another name`);
}
