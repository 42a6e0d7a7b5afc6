/** @file Runs jobs, keeps their outcomes, and shows the number done. */

import { SaveError } from "../../checkpoint/files/saveError.ts";
import { quantile } from "../../math/quantile.ts";
import { clock, short, terse } from "../terminal/numbers.ts";
import type { Progress } from "../terminal/progress.ts";
import { textTable } from "../terminal/table.ts";
import type { Pool } from "./pool.ts";
import type { Results } from "./results.ts";
import type { RunJobs } from "./runComparison.ts";
import type { TrainingRun } from "./trainingJob.ts";
import type { Job, Outcome } from "./worker.ts";

export interface JobLog {
  run: RunJobs;
  readonly done: readonly { job: Job; outcome: Outcome<Job> }[];
  readonly total: number;
  /** The number of outcomes that could not be saved. */
  failures(): number;
}

interface Parts {
  pool: Pool;
  results: Results;
  /** An outcome that cannot be saved ends everything. */
  mustSave: boolean;
  progress: Progress;
  total: number;
  now(): number;
}

export function openJobLog({ pool, results, mustSave, progress, total, now }: Parts): JobLog {
  const done: { job: Job; outcome: Outcome<Job> }[] = [];
  const started = now();
  let failures = 0;
  const save = (job: Job, outcome: Outcome<Job>): void => {
    try {
      results.add(job, outcome);
    } catch (error) {
      if (mustSave || !(error instanceof SaveError)) throw error;
      if (failures++ === 0) progress.problem(`${error.message}; the comparison continues`);
    }
  };
  const runOne = async <J extends Job>(job: J): Promise<Outcome<J>> => {
    const found = results.find(job);
    const outcome = found ?? (await pool.run(job));
    if (found === undefined) save(job, outcome);
    done.push({ job, outcome });
    show(job, done.length, total, (now() - started) / 1000, progress);
    return outcome;
  };
  return { run: (jobs) => Promise.all(jobs.map(runOne)), done, total, failures: () => failures };
}

/** On a terminal shows every job, elsewhere every tenth part. */
function show(job: Job, done: number, total: number, elapsed: number, progress: Progress): void {
  const what =
    job.kind === "surface"
      ? `${job.rule} on test functions`
      : `${job.settings.optimizer} lr ${typeof job.settings.lr === "number" ? terse(job.settings.lr) : "its own"}`;
  const left = clock((elapsed * (total - done)) / done);
  const isTenth = Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total);
  progress.status(`${done}/${total} runs ${clock(elapsed)}<${left} ${what}`, isTenth || done === total);
}

/** The finished runs of every rule, in the order of their names. */
export function doneTable(done: JobLog["done"]): string {
  const runs = done.flatMap(({ job, outcome }) =>
    job.kind === "training" ? [{ job, run: outcome as TrainingRun }] : [],
  );
  const rules = [...new Set(runs.map(({ job }) => job.settings.optimizer))].sort();
  const rows = rules.map((rule) => {
    const own = runs.filter(({ job }) => job.settings.optimizer === rule);
    const [tuning, shown] = [true, false].map((validation) => own.filter(({ job }) => job.validation === validation));
    const lowest = [...tuning].sort((a, b) => a.run.testLoss - b.run.testLoss)[0];
    const finals = shown.map(({ run }) => run.finalLoss);
    return [
      rule,
      `${tuning.length}`,
      lowest === undefined ? "–" : short(lowest.run.testLoss),
      lowest === undefined ? "–" : terse(lowest.run.lr),
      `${shown.length}`,
      finals.length === 0 ? "–" : short(quantile(finals, 0.5)),
    ];
  });
  return textTable(rows, ["rule", "tuning runs", "lowest held-out loss", "at lr", "final runs", "median final loss"]);
}
