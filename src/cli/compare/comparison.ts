/** @file What a comparison is: its terms, and what every rule made of them. Everything shown is computed from this. */

import { type Spread, spread } from "../../math/spread.ts";
import { counted } from "../terminal/numbers.ts";
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
  /** The learning rates tried, and the seed they were tried with. */
  grid: number[];
  tuningSeed: number;
  clip: number | null;
  scoreName: string;
}

/** One rule's part. */
export interface Entry {
  rule: string;
  /** Every setting by name, as it is written. */
  settings: Record<string, string>;
  lr: number;
  /** The final loss with every rate of the grid, on the tuning seed. */
  tuned: { lr: number; finalLoss: number }[];
  runs: TrainingRun[];
}

export interface Comparison {
  terms: Terms;
  /** Ranked by the median of the final training loss. */
  entries: Entry[];
  trajectories: Trajectory[];
  /** What keeps the numbers from being compared without a second thought. */
  warnings: string[];
}

export const finalLoss = ({ runs }: Entry): Spread => spread(runs.map(({ finalLoss }) => finalLoss));
/** The lowest point of each curve. */
export const bestLoss = ({ runs }: Entry): Spread => spread(runs.map(({ loss }) => Math.min(...loss)));

/** A high score is a good one, so it is turned round for the quartiles, to which a run that broke off is the worst. */
export function testScore({ runs }: Entry): Spread {
  const { low, median, high } = spread(runs.map(({ score }) => -score));
  return { low: -high, median: -median, high: -low };
}

/** Best first; equals by name, so that the order is always the same. */
export function ranked(entries: readonly Entry[]): Entry[] {
  const key = (entry: Entry): number => finalLoss(entry).median;
  return [...entries].sort((a, b) => (key(a) === key(b) ? (a.rule < b.rule ? -1 : 1) : key(a) < key(b) ? -1 : 1));
}

/** A loss that the best reach with ease: twice the best rule's median final loss. */
export const targetLoss = (entries: readonly Entry[]): number => 2 * finalLoss(entries[0]).median;

/** The step at which the curve first is at the target; Infinity where never, and where there is no target. */
export function stepsTo(target: number, { loss }: TrainingRun, every: number): number {
  const at = Number.isFinite(target) ? loss.findIndex((value) => value <= target) : -1;
  return at < 0 ? Infinity : (at + 1) * every;
}

/** The different checksums that the rules' runs with a seed have; a run that breaks off has seen fewer batches and is left out. */
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
  const edges = entries.filter(
    ({ lr, tuned }) => tuned.length > 0 && (lr === terms.grid[0] || lr === terms.grid.at(-1)),
  );
  if (edges.length > 0)
    warnings.push(
      `the best rate is at the edge of the grid, a wider one may do better: ${edges.map(({ rule }) => rule).join(", ")}`,
    );
  const broken = entries.filter(({ runs }) => runs.some(({ failure }) => failure !== null));
  if (broken.length > 0) warnings.push(`training broke off: ${broken.map(({ rule }) => rule).join(", ")}`);
  if (terms.tuning === "same-lr") warnings.push("one learning rate for all favours the rules it happens to suit");
  if (terms.tuning === "defaults") warnings.push("defaults were chosen by their authors for other tasks");
  return warnings;
}
