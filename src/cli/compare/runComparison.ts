/** @file Carries a comparison out: tunes, runs every rule with every seed, descends the test functions, ranks. */

import { ofExperiment } from "../experiment/experiment.ts";
import { ruleFactory } from "../experiment/ruleExpression.ts";
import { defaultLr, hasOwnLr, readRule, settingsOf } from "../experiment/rules.ts";
import type { Values } from "../flags/flags.ts";
import { clock, terse } from "../terminal/numbers.ts";
import type { Progress } from "../terminal/progress.ts";
import { type Comparison, type Entry, findWarnings, ranked, type Terms } from "./comparison.ts";
import type { Pool } from "./pool.ts";
import { type SurfaceJob, surfaceRates, surfaceSteps } from "./surfaceJob.ts";
import type { TrainingJob } from "./trainingJob.ts";
import type { Job } from "./worker.ts";

/** How many of the best rules go down the test functions. */
const surfaceRules = 8;

export async function runComparison(
  terms: Terms,
  rules: readonly string[],
  flags: Values,
  pool: Pool,
  progress: Progress,
  now: () => number,
): Promise<Comparison> {
  const { steps, seeds, grid, tuningSeed } = terms;
  const total = rules.length * (grid.length + seeds.length) + Math.min(rules.length, surfaceRules);
  const onDone = counter(total, progress, now);
  const experiment = ofExperiment(flags);
  const job = (rule: string, lr: number, seed: number): TrainingJob => {
    const own = { ...experiment, ...rateFlag(rule, lr), optimizer: rule, seed: `${seed}` };
    return { kind: "training", flags: own, steps, every: terms.every };
  };
  const tried = await pool.run(
    rules.flatMap((rule) => grid.map((lr) => job(rule, lr, tuningSeed))),
    onDone,
  );
  const chosen = rules.map((rule, i) => {
    const finals = tried.slice(i * grid.length, (i + 1) * grid.length).map(({ finalLoss }) => finalLoss);
    return choose(rule, grid, finals, terms.lr ?? defaultLr(rule));
  });
  const runs = await pool.run(
    chosen.flatMap(({ rule, lr }) => seeds.map((seed) => job(rule, lr, seed))),
    onDone,
  );
  const entries: Entry[] = chosen.map(({ rule, tuned, lr }, i) => ({
    rule,
    settings: settingsOf(readRule(rule, rateFlag(rule, lr))),
    lr,
    tuned,
    runs: runs.slice(i * seeds.length, (i + 1) * seeds.length),
  }));
  const order = ranked(entries);
  const ways = await pool.run(order.slice(0, surfaceRules).map(surfaceJob), onDone);
  return {
    terms,
    entries: order,
    trajectories: ways.flat(),
    warnings: [...findWarnings(terms, order), ...costs(rules)],
  };
}

/** --lr as the rule is to be run with; what is written in the optimizer needs no flag. */
const rateFlag = (rule: string, lr: number): Values => (hasOwnLr(rule) ? {} : { lr: `${lr}` });

/** The rate of the grid with the lowest loss; `fixed` where nothing was tried. */
function choose(rule: string, grid: readonly number[], finals: readonly number[], fixed: number) {
  const tuned = grid.map((lr, k) => ({ lr, finalLoss: finals[k] }));
  const best = tuned.reduce((a, b) => (b.finalLoss < a.finalLoss ? b : a), tuned[0]);
  return { rule, tuned, lr: best?.lr ?? fixed };
}

/** Steps are what is counted; some do more than others. */
function costs(rules: readonly string[]): string[] {
  const several = rules.filter((rule) => ruleFactory(rule)().beforeStep !== undefined);
  return several.length === 0 ? [] : [`steps that evaluate the loss more than once: ${several.join(", ")}`];
}

/** On a test function a rule has these rates to choose from, whichever way it was tuned, unless one is written in it. */
const surfaceJob = ({ rule }: Entry): SurfaceJob => ({
  kind: "surface",
  rule,
  rates: hasOwnLr(rule) ? [defaultLr(rule)] : surfaceRates,
  steps: surfaceSteps,
});

/** Shows how many jobs are done: on a terminal at once, elsewhere at every tenth. */
function counter(total: number, progress: Progress, now: () => number): (job: Job) => void {
  const started = now();
  let done = 0;
  return (job) => {
    done++;
    const elapsed = (now() - started) / 1000;
    const what =
      job.kind === "surface"
        ? `${job.rule} on test functions`
        : `${job.flags.optimizer} lr ${terse(Number(job.flags.lr))}`;
    const left = clock((elapsed * (total - done)) / done);
    const isTenth = Math.floor((10 * done) / total) > Math.floor((10 * (done - 1)) / total);
    progress.status(`${done}/${total} runs ${clock(elapsed)}<${left} ${what}`, isTenth || done === total);
  };
}
