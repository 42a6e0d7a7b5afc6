/** @file The list of a comparison's jobs, in entries that any machine can run without the outcomes of others. */

import { tuningRuns } from "../comparison.ts";
import { type Plan, type RunJobs, runRule, surfaceJob } from "../runComparison.ts";
import type { Shard } from "./shard.ts";

/** An entry of the list. */
export interface ListedJobs {
  rule: string;
  /** The seeds of the runs that are shown. */
  seeds: readonly number[];
  /** True if the path on the test functions is one of the jobs. */
  surface: boolean;
  /** The number of jobs. */
  count: number;
  /** For messages. */
  name: string;
}

/**
 * Lists the jobs in the order that divides them into shards. With a grid an entry is a rule: later runs depend on the
 * rates that were best before. With fixed rates an entry is one run. Every rule descends the test functions, although
 * the report shows the best eight: one shard alone does not know which these are.
 */
export function jobList({ terms, rules }: Plan): ListedJobs[] {
  const { grid, seeds } = terms;
  const entry = (rule: string, own: readonly number[], name: string): ListedJobs => {
    const surface = own[0] === seeds[0];
    return { rule, seeds: own, surface, count: tuningRuns(terms) + own.length + (surface ? 1 : 0), name };
  };
  if (grid.length > 0) return rules.map((rule) => entry(rule, seeds, rule));
  return rules.flatMap((rule) => seeds.map((seed) => entry(rule, [seed], `${rule} with seed ${seed}`)));
}

/** Deals the list out like cards: with 3 shards, shard 2 has entries 2, 5, 8 and so on. */
export const shareOf = (list: readonly ListedJobs[], { index, count }: Shard): ListedJobs[] =>
  list.filter((_, i) => i % count === index - 1);

/** Runs all jobs of an entry. */
export async function runListed(plan: Plan, { rule, seeds, surface }: ListedJobs, run: RunJobs): Promise<void> {
  await Promise.all([runRule(plan, rule, seeds, run), surface ? run([surfaceJob(rule)]) : []]);
}
