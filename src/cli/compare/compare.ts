/** @file `downhill compare`: several rules on one task, from the same weights, over the same batches. */

import { acceleration } from "../../kernels/acceleration.ts";
import { checksumOf } from "../experiment/checksumOf.ts";
import type { Task } from "../experiment/tasks.ts";
import type { Values } from "../flags/flags.ts";
import { checkDistinct, checkOutput } from "../flags/output.ts";
import { loadUserRules } from "../modules/userRules.ts";
import { Progress } from "../terminal/progress.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { announce } from "./announce.ts";
import { makePlan, ownVersion } from "./plan.ts";
import { noResults, openResults } from "./results.ts";
import { countJobs, runComparison } from "./runComparison.ts";
import { runJobs } from "./runJobs.ts";
import { type CompareSettings, readCompareSettings } from "./settings.ts";
import { runMerge } from "./shards/runMerge.ts";
import { runShard } from "./shards/runShard.ts";
import { checkReport, showComparison } from "./showComparison.ts";

export async function compare(words: readonly string[], values: Values, terminal: Terminal): Promise<number> {
  if (values.merge) return runMerge(words, values, terminal);
  await loadUserRules(words);
  const settings = readCompareSettings(words, values, terminal.environment);
  return settings.part === null ? compareHere(settings, terminal) : runShard(settings, settings.part, terminal);
}

async function compareHere(settings: CompareSettings, terminal: Terminal): Promise<number> {
  checkDistinct({ results: settings.results, report: settings.report });
  const { plan, task, leftOut } = makePlan(settings);
  checkReport(settings, plan.terms.command, { data: settings.data.data });
  const progress = new Progress(terminal, settings.progress);
  const results = resultsOf(settings, task);
  announce(plan, leftOut, progress);
  const parts = { results, progress, total: countJobs(plan), file: settings.results };
  return runJobs(settings, terminal, parts, async (log) => {
    const comparison = await runComparison(plan, log.run);
    progress.done();
    const isWritten = showComparison(comparison, settings, terminal, progress);
    return isWritten && log.failures() === 0 ? 0 : 1;
  });
}

function resultsOf({ results, data }: CompareSettings, task: Task) {
  if (results === null) return noResults;
  // A results file is always continued, never replaced: openResults refuses a foreign one.
  checkOutput("results", results, { overwrite: true, inputs: { data: data.data } });
  return openResults(results, {
    downhill: ownVersion(),
    data: checksumOf(task),
    node: process.version,
    kernels: acceleration().kind,
  });
}
