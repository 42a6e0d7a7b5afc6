/** @file Merges the files of shards into the comparison that one machine would have made. */

import { UsageError } from "../../flags/usageError.ts";
import { quoted, shellCommand } from "../../terminal/shellCommand.ts";
import type { Comparison } from "../comparison.ts";
import { jobKey, toLine } from "../jobFile.ts";
import { type Plan, type RunJobs, runComparison } from "../runComparison.ts";
import type { Job, Outcome } from "../worker.ts";
import { jobList, type ListedJobs, runListed } from "./jobList.ts";
import { firstDifference, type Part, readPart } from "./partFile.ts";
import { showShard } from "./shard.ts";

/** The parts of one comparison, and the outcomes of all of them by job. */
export interface Parts {
  plan: Plan;
  parts: Part[];
  outcomes: ReadonlyMap<string, Outcome<Job>>;
}

/** Reads parts. Throws UsageError unless they are of one comparison, of this version, and agree where they overlap. */
export function readParts(files: readonly string[], version: string): Parts {
  const parts = files.map(readPart);
  const [{ header, file }, ...others] = parts;
  const { plan } = header;
  if (plan.terms.version !== version)
    throw new UsageError(
      `${file}: must be of version ${version}, got ${plan.terms.version}; merge with the version that made it`,
    );
  for (const other of others) {
    const difference = firstDifference({ ...other.header, shard: null }, { ...header, shard: null });
    if (difference !== null)
      throw new UsageError(`${other.file}: must be of the same comparison as ${file}, got ${difference}; leave it out`);
  }
  return { plan, parts, outcomes: collect(parts) };
}

/** The outcomes by job. Two of one job may differ only in the time they took. */
function collect(parts: readonly Part[]): Map<string, Outcome<Job>> {
  const first = new Map<string, { place: string; text: string; outcome: Outcome<Job> }>();
  for (const { file, jobs } of parts)
    for (const { job, outcome, line } of jobs) {
      const [key, text, place] = [jobKey(job), withoutTime(outcome), `${file}:${line}`];
      const found = first.get(key);
      if (found === undefined) first.set(key, { place, text, outcome });
      else if (found.text !== text)
        throw new UsageError(
          `${place}: must have the same outcome as ${found.place}, the same job, got another; remove one of the two lines`,
        );
    }
  return new Map([...first].map(([key, { outcome }]) => [key, outcome]));
}

const withoutTime = (outcome: Outcome<Job>): string =>
  toLine("seconds" in outcome ? { ...outcome, seconds: 0 } : outcome);

/** The comparison of complete parts. Trains nothing. */
export const merge = ({ plan, outcomes }: Parts): Promise<Comparison> =>
  runComparison(
    plan,
    lookUp(outcomes, () => {}),
  );

class MissingJob extends Error {}

/** Finds outcomes instead of running jobs. Throws MissingJob; before that, `count` is called with the number found. */
const lookUp =
  (outcomes: Parts["outcomes"], count: (found: number) => void): RunJobs =>
  async <J extends Job>(jobs: readonly J[]) => {
    const found = jobs.map((job) => outcomes.get(jobKey(job))).filter((outcome) => outcome !== undefined);
    count(found.length);
    if (found.length < jobs.length) throw new MissingJob("a job is missing");
    return found as Outcome<J>[];
  };

/** A shard with missing jobs. */
export interface IncompleteShard {
  /** The rule, or the rule and seed, with the number of jobs that are done. */
  missing: string[];
  /** The command that runs the missing jobs. */
  command: string;
}

/** The shards that must run before the parts can be merged. */
export async function incompleteShards({ plan, parts, outcomes }: Parts): Promise<IncompleteShard[]> {
  const shards = new Map<string, IncompleteShard>();
  for (const [i, entry] of jobList(plan).entries()) {
    const done = await countDone(plan, entry, outcomes);
    if (done === entry.count) continue;
    const command = commandOf(plan, i, parts);
    const shard = shards.get(command) ?? { missing: [], command };
    shard.missing.push(`${entry.name} (${done} of ${entry.count} jobs done)`);
    shards.set(command, shard);
  }
  return [...shards.values()];
}

async function countDone(plan: Plan, entry: ListedJobs, outcomes: Parts["outcomes"]): Promise<number> {
  let done = 0;
  const run = lookUp(outcomes, (found) => {
    done += found;
  });
  await runListed(plan, entry, run).catch((error) => {
    if (!(error instanceof MissingJob)) throw error;
  });
  return done;
}

/** The command of the part that has entry `i` of the list; of a part like the first if none has it. */
function commandOf({ terms }: Plan, i: number, parts: readonly Part[]): string {
  const own = parts.find(({ header: { shard } }) => i % shard.count === shard.index - 1);
  const { count } = parts[0].header.shard;
  const { index } = own?.header.shard ?? { index: (i % count) + 1 };
  const shard = own?.header.shard ?? { index, count };
  const start = terms.command.replace(/^downhill/, shellCommand([], {}).trim());
  return `${start} --shard ${showShard(shard)} --out ${quoted(own?.file ?? siblingOf(parts[0], index))}`;
}

/** The name that shard `index` would have: part-3.ndjson of shard 2 gives part-4.ndjson for shard 3. */
function siblingOf({ file, header: { shard } }: Part, index: number): string {
  const [, start, number, end] = /^(.*?)(\d+)(\D*)$/.exec(file) ?? [];
  if (number === undefined) return `part-${index}.ndjson`;
  return `${start}${`${Number(number) - shard.index + index}`.padStart(number.length, "0")}${end}`;
}
