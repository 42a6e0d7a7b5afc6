/** @file The data of a comparison: its terms and the runs of every rule. Everything shown is computed from this. */

import { counted } from "../../check/counted.ts";
import { isWithinNoise, type Spread, spread } from "../../math/spread.ts";
import { short } from "../terminal/numbers.ts";
import type { Trajectory } from "./surfaceJob.ts";
import type { TrainingRun } from "./trainingJob.ts";

export const tunings = ["grid", "same-lr", "defaults"] as const;
export type Tuning = (typeof tunings)[number];

/** The terms, the same for all. */
export interface Terms {
  command: string;
  version: string;
  node: string;
  task: string;
  model: string;
  examples: [train: number, test: number];
  batch: number;
  steps: number;
  /** Between two points of a curve. */
  every: number;
  seeds: number[];
  tuning: Tuning;
  /** The learning rate of all rules with the tuning same-lr; null with the others. */
  lr: number | null;
  /** The learning rates tried, and the seeds they were tried with. */
  grid: number[];
  tuningSeeds: number[];
  clip: number | null;
  scoreName: string;
}

/** A rate of the grid with its loss on held-out training examples, for each tuning seed that tried it. */
export interface TunedRate {
  lr: number;
  losses: number[];
}

/** The number of rates that are tried with every tuning seed, after the first seed has tried the whole grid. */
export const keptRates = 4;

/** The number of tuning runs of one rule. */
export const tuningRuns = ({ grid, tuningSeeds }: Terms): number =>
  grid.length === 0 ? 0 : grid.length + Math.min(keptRates, grid.length) * (tuningSeeds.length - 1);

/** The runs of one rule. */
export interface Entry {
  rule: string;
  /** Every hyperparameter by name, as it is written. */
  settings: Record<string, string>;
  lr: number;
  /** Every rate of the grid; only the best were tried with all tuning seeds. */
  tuned: TunedRate[];
  runs: TrainingRun[];
}

export interface Comparison {
  terms: Terms;
  /** Ranked by the median of the final training loss. */
  entries: Entry[];
  trajectories: Trajectory[];
  /** Reasons to read the numbers with care. */
  warnings: string[];
}

export const finalLoss = ({ runs }: Entry): Spread => spread(runs.map(({ finalLoss }) => finalLoss));
/** The lowest point of each curve. */
export const bestLoss = ({ runs }: Entry): Spread => spread(runs.map(({ loss }) => Math.min(...loss)));

/** A high score is better: negated for the quartiles, where a diverged run counts as the worst. */
export function testScore({ runs }: Entry): Spread {
  const { low, median, high } = spread(runs.map(({ score }) => -score));
  return { low: -high, median: -median, high: -low };
}

/** Best first; ties by name, so that the order is deterministic. */
export function ranked(entries: readonly Entry[]): Entry[] {
  const key = (entry: Entry): number => finalLoss(entry).median;
  return [...entries].sort((a, b) => (key(a) === key(b) ? (a.rule < b.rule ? -1 : 1) : key(a) < key(b) ? -1 : 1));
}

/** Twice the best rule's median final loss. */
export const targetLoss = (entries: readonly Entry[]): number => 2 * finalLoss(entries[0]).median;

/** The step at which the curve first reaches the target; Infinity if never, or without a target. */
export function stepsTo(target: number, { loss }: TrainingRun, every: number): number {
  const at = Number.isFinite(target) ? loss.findIndex((value) => value <= target) : -1;
  return at < 0 ? Infinity : (at + 1) * every;
}

/** The distinct checksums of the runs with a seed. A diverged run has seen fewer batches and is left out. */
export function checksums(entries: readonly Entry[], seed: number, key: "weights" | "batches"): string[] {
  const runs = entries.map(({ runs }) => runs[seed]);
  const meant = key === "batches" ? runs.filter(({ failure }) => failure === null) : runs;
  return [...new Set(meant.map((run) => run[key]))];
}

/** The warnings that follow from the numbers. */
export function findWarnings(terms: Terms, entries: readonly Entry[]): string[] {
  const warnings: string[] = [];
  const differs = (key: "weights" | "batches"): boolean =>
    terms.seeds.some((_, i) => checksums(entries, i, key).length > 1);
  if (differs("weights")) warnings.push("the initial weights differ between rules");
  if (differs("batches")) warnings.push("the batches differ between rules");
  if (terms.seeds.length < 3)
    warnings.push(`${counted(terms.seeds.length, "seed")}: too few for quartiles, which need 3 or more`);
  warnings.push(...farFromTuned(entries));
  const slow = [...new Set(entries.flatMap(({ runs }) => runs.map((run) => run.slow)))].find((text) => text !== null);
  if (slow) warnings.push(slow);
  const edges = entries.filter(
    ({ lr, tuned }) => tuned.length > 0 && (lr === terms.grid[0] || lr === terms.grid.at(-1)),
  );
  if (edges.length > 0)
    warnings.push(
      `the best rate is at the edge of the grid, so a wider grid may be better: ${edges.map(({ rule }) => rule).join(", ")}`,
    );
  const broken = entries.filter(({ runs }) => runs.some(({ failure }) => failure !== null));
  if (broken.length > 0) warnings.push(`training diverged: ${broken.map(({ rule }) => rule).join(", ")}`);
  if (terms.tuning === "same-lr") warnings.push("one learning rate for all favours the rules that it suits");
  if (terms.tuning === "defaults") warnings.push("defaults were chosen by their authors for other tasks");
  return warnings;
}

/** If a shown test loss is this many times the tuning's held-out loss, the rate was chosen by luck. */
const far = 3;
/** Differences of losses below this do not matter. */
const negligible = 1e-3;

function farFromTuned(entries: readonly Entry[]): string[] {
  return entries.flatMap(({ rule, lr, tuned, runs }) => {
    const losses = tuned.find((rate) => rate.lr === lr)?.losses;
    if (losses === undefined) return [];
    const [expected, shown] = [spread(losses).median, spread(runs.map(({ testLoss }) => testLoss)).median];
    if (!(shown > far * expected && shown - expected > negligible)) return [];
    return [`${rule}: the test loss ${short(shown)} is far from the ${short(expected)} of its tuning`];
  });
}

/** One sentence: the best rule, and whether its lead is beyond the noise of the seeds. */
export function verdict({ terms, entries }: Comparison): string {
  const [first, ...others] = entries;
  const best = finalLoss(first);
  if (!Number.isFinite(best.median)) return "No rule has a finite final loss.";
  if (others.length === 0) return `${first.rule} has a final loss of ${short(best.median)}.`;
  const start = `${first.rule} has the lowest final loss, ${short(best.median)}`;
  if (terms.seeds.length < 3)
    return `${start}; ${counted(terms.seeds.length, "seed")} cannot show whether that is noise.`;
  const close = others.filter((entry) => isWithinNoise(best, finalLoss(entry))).map(({ rule }) => rule);
  if (close.length > 0) return `${start}; its lead over ${close.join(", ")} is within the noise of the seeds.`;
  return `${start}; its lead over ${others[0].rule} and the rest is beyond the noise of the seeds.`;
}
