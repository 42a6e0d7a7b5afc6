/** @file Which share of the job list a process runs: `--shard 3/16`, or the task of a Slurm array or Kubernetes Job. */

import { excerpt } from "../../../check/excerpt.ts";
import { UsageError } from "../../flags/usageError.ts";
import type { Environment } from "../../terminal/terminal.ts";

export interface Shard {
  /** From 1 to `count`. */
  index: number;
  count: number;
}

export const showShard = ({ index, count }: Shard): string => `${index}/${count}`;

export const isShard = ({ index, count }: Shard): boolean =>
  Number.isSafeInteger(index) && Number.isSafeInteger(count) && index >= 1 && index <= count;

/** The shard that a text such as `3/16`, `auto/16` or `auto` names. Throws UsageError. */
export function readShard(text: string, environment: Environment): Shard {
  const [, first, rest] = /^(\d+|auto)(?:\/(\d+))?$/.exec(text) ?? [];
  const count = rest === undefined ? null : Number(rest);
  if (first === "auto" && count !== 0) return automaticShard(count, environment);
  const shard = { index: Number(first), count: count ?? 0 };
  if (!isShard(shard))
    throw new UsageError(`--shard must be K/N with K from 1 to N, auto/N or auto, such as 3/16, got ${excerpt(text)}`);
  return shard;
}

function automaticShard(count: number | null, environment: Environment): Shard {
  const slurm = environment.SLURM_ARRAY_TASK_ID !== undefined;
  const kubernetes = environment.JOB_COMPLETION_INDEX !== undefined;
  if (slurm && kubernetes)
    throw new UsageError(
      "--shard auto: SLURM_ARRAY_TASK_ID and JOB_COMPLETION_INDEX must not both be set; give the shard, as in 3/16",
    );
  if (slurm) return slurmShard(count, environment);
  if (kubernetes) return kubernetesShard(count, environment);
  throw new UsageError(
    "--shard auto needs SLURM_ARRAY_TASK_ID or JOB_COMPLETION_INDEX, got neither; give the shard, as in 3/16",
  );
}

/**
 * The tasks of the array are the shards, in order, so that `--array=0-15` and `--array=1-16` divide the list alike.
 * An array with gaps could be a repetition of some tasks, which divides the list differently, so it is refused.
 */
function slurmShard(total: number | null, environment: Environment): Shard {
  const [id, low, high, count] = ["ID", "MIN", "MAX", "COUNT"].map((name) =>
    wholeNumber(environment, `SLURM_ARRAY_TASK_${name}`),
  );
  if (high - low + 1 !== count || id < low || id > high)
    throw new UsageError(
      `--shard auto: the Slurm array must be without gaps, got task ${id} of ${count} tasks from ${low} to ${high}; give the shard, as in 3/16`,
    );
  if (total !== null && total !== count)
    throw new UsageError(
      `--shard auto/${total}: the Slurm array must have ${total} tasks, got ${count}; give the shard, as in 3/${total}`,
    );
  return { index: id - low + 1, count };
}

/** Kubernetes counts from 0, and does not tell a pod how many completions its Job has. */
function kubernetesShard(count: number | null, environment: Environment): Shard {
  const index = wholeNumber(environment, "JOB_COMPLETION_INDEX");
  if (count === null)
    throw new UsageError("--shard auto: JOB_COMPLETION_INDEX needs a total; give the Job's completions, as in auto/16");
  if (index >= count)
    throw new UsageError(`--shard auto/${count}: JOB_COMPLETION_INDEX must be from 0 to ${count - 1}, got ${index}`);
  return { index: index + 1, count };
}

function wholeNumber(environment: Environment, name: string): number {
  const text = environment[name];
  if (text === undefined || !/^\d{1,9}$/.test(text))
    throw new UsageError(
      `--shard auto: ${name} must be a whole number, got ${text === undefined ? "nothing" : excerpt(text)}; give the shard, as in 3/16`,
    );
  return Number(text);
}
