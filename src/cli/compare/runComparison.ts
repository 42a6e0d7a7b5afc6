/** @file Carries out a comparison: tunes, trains every rule with every seed, descends the test functions, ranks. */

import { quantile } from "../../math/quantile.ts";
import { ruleFactory } from "../experiment/ruleExpression.ts";
import { defaultLr, hasOwnLr, makeRule, type RuleSettings, settingsOf } from "../experiment/rules.ts";
import type { DataSettings } from "../experiment/settings.ts";
import {
  type Comparison,
  type Entry,
  findWarnings,
  keptRates,
  ranked,
  type Terms,
  type TunedRate,
  tuningRuns,
} from "./comparison.ts";
import type { SurfaceJob } from "./surfaceJob.ts";
import { surfaceRates, surfaceSteps } from "./surfaceRates.ts";
import type { TrainingJob } from "./trainingJob.ts";
import type { Job, Outcome } from "./worker.ts";

/** Everything that decides the numbers of a comparison. Plain data. */
export interface Plan {
  terms: Terms;
  rules: readonly string[];
  data: DataSettings;
}

/** The number of best rules that descend the test functions. */
const surfaceRules = 8;

/** Runs jobs and returns their outcomes in the same order. */
export type RunJobs = <J extends Job>(jobs: readonly J[]) => Promise<Outcome<J>[]>;

/** The number of jobs of a comparison. */
export const countJobs = ({ terms, rules }: Plan): number =>
  rules.length * (tuningRuns(terms) + terms.seeds.length) + Math.min(rules.length, surfaceRules);

export async function runComparison(plan: Plan, run: RunJobs): Promise<Comparison> {
  const { terms, rules } = plan;
  const order = ranked(await Promise.all(rules.map((rule) => runRule(plan, rule, terms.seeds, run))));
  const ways = await run(order.slice(0, surfaceRules).map(({ rule }) => surfaceJob(rule)));
  const warnings = [...findWarnings(terms, order), ...costs(rules)];
  return { terms, entries: order, trajectories: ways.flat(), warnings };
}

/** Tunes a rule, then trains it with these seeds. Independent of other rules, so another machine can do it. */
export async function runRule(
  { terms, data }: Plan,
  rule: string,
  seeds: readonly number[],
  run: RunJobs,
): Promise<Entry> {
  const { steps, every } = terms;
  const job = (lr: number, seed: number, validation: boolean): TrainingJob => {
    const settings = { ...data, ...ruleSettings(rule, lr), seed, epochs: null };
    return { kind: "training", settings, steps, every, validation };
  };
  const tuned = await tune(terms, (lr, seed) => job(lr, seed, true), run);
  const lr = best(tuned)?.lr ?? terms.lr ?? defaultLr(rule);
  const runs = await run(seeds.map((seed) => job(lr, seed, false)));
  return { rule, settings: settingsOf(makeRule(ruleSettings(rule, lr))), lr, tuned, runs };
}

/**
 * Tries the whole grid with the first tuning seed, and the best rates with the others. Each rate has the held-out loss
 * of every seed it was tried with.
 */
async function tune(
  { grid, tuningSeeds: [first, ...others] }: Terms,
  job: (lr: number, seed: number) => TrainingJob,
  run: RunJobs,
): Promise<TunedRate[]> {
  const tried = await run(grid.map((lr) => job(lr, first)));
  const tuned = grid.map((lr, k): TunedRate => ({ lr, losses: [heldOutLoss(tried[k])] }));
  const kept = [...tuned].sort((a, b) => compareLoss(a.losses[0], b.losses[0])).slice(0, keptRates);
  const again = kept.flatMap((rate) => others.map((seed) => ({ rate, seed })));
  const outcomes = await run(again.map(({ rate, seed }) => job(rate.lr, seed)));
  for (const [k, { rate }] of again.entries()) rate.losses.push(heldOutLoss(outcomes[k]));
  return tuned;
}

const heldOutLoss = ({ testLoss }: { testLoss: number }): number => (Number.isNaN(testLoss) ? Infinity : testLoss);

const compareLoss = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

/** The rate with the lowest median loss among those tried with every seed. */
export function best(tuned: readonly TunedRate[]): TunedRate | undefined {
  const most = Math.max(...tuned.map(({ losses }) => losses.length));
  const whole = tuned.filter(({ losses }) => losses.length === most);
  return [...whole].sort((a, b) => compareLoss(quantile(a.losses, 0.5), quantile(b.losses, 0.5)))[0];
}

/** A rate in the expression needs no setting. */
const ruleSettings = (optimizer: string, lr: number): RuleSettings => ({
  optimizer,
  lr: hasOwnLr(optimizer) ? null : lr,
  set: {},
});

/** Steps are counted, and some rules evaluate the loss several times in one. */
function costs(rules: readonly string[]): string[] {
  const several = rules.filter((rule) => ruleFactory(rule)().beforeStep !== undefined);
  return several.length === 0 ? [] : [`steps that evaluate the loss more than once: ${several.join(", ")}`];
}

/** On a test function a rule takes the rate in its expression, or else the best of these. */
export const surfaceJob = (rule: string): SurfaceJob => ({
  kind: "surface",
  rule,
  rates: hasOwnLr(rule) ? [defaultLr(rule)] : surfaceRates,
  steps: surfaceSteps,
});
