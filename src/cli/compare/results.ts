/** @file The file of `--results`: one finished run a line, so that an interrupted comparison can be resumed. */

import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { diskProblem } from "../../check/diskProblem.ts";
import { SaveError } from "../../checkpoint/files/saveError.ts";
import { UsageError } from "../flags/usageError.ts";
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

/** Opens the file, or starts it. Throws UsageError if it holds anything else. An incomplete last line is dropped. */
export function openResults(file: string, header: ResultsHeader): Results {
  const found = new Map<string, Outcome<Job>>();
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (text !== "") {
    const [first, ...lines] = text.split("\n");
    checkHeader(file, parsed(first), header);
    for (const line of lines) {
      const one = parsed(line) as { job?: Job; outcome?: Outcome<Job> } | null;
      if (one?.job && one.outcome) found.set(JSON.stringify(one.job), one.outcome);
    }
  }
  const append = (line: unknown, start = ""): void => {
    try {
      appendFileSync(file, `${start}${JSON.stringify(line, numbersAsText)}\n`);
    } catch (error) {
      throw new SaveError(`--results ${file}: ${diskProblem(error)}`);
    }
  };
  if (text === "") append(header);
  else if (!text.endsWith("\n")) appendFileSync(file, "\n");
  return {
    find: <J extends Job>(job: J) => found.get(JSON.stringify(job)) as Outcome<J> | undefined,
    add: (job, outcome) => append({ job, outcome }),
  };
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

/** The value of a line; null if it is not JSON, as after a crash in the middle of a line. */
function parsed(line: string): unknown {
  try {
    return JSON.parse(line, textAsNumbers);
  } catch {
    return null;
  }
}

// JSON has no infinities: a run that diverged has a loss of Infinity.
const numbersAsText = (_: string, value: unknown): unknown =>
  typeof value === "number" && !Number.isFinite(value) ? `${value}` : value;
const textAsNumbers = (_: string, value: unknown): unknown =>
  value === "Infinity" || value === "-Infinity" || value === "NaN" ? Number(value) : value;
