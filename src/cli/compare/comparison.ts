/** @file What a comparison is: its terms, and what every rule made of them. Everything shown is computed from this. */
import { type Spread, spread } from "./statistics.ts";
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
  /** The rule with every setting. */
  settings: string;
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
export const testScore = ({ runs }: Entry): Spread => spread(runs.map(({ score }) => score));

/** Best first; equals by name, so that the order is always the same. */
export function ranked(entries: readonly Entry[]): Entry[] {
  const key = (entry: Entry): number => finalLoss(entry).median;
  return [...entries].sort((a, b) => (key(a) === key(b) ? (a.rule < b.rule ? -1 : 1) : key(a) < key(b) ? -1 : 1));
}

/** A loss that the best reach with ease: twice the best rule's median final loss. */
export const targetLoss = (entries: readonly Entry[]): number => 2 * finalLoss(entries[0]).median;

/** The step at which the curve first is at the target; Infinity where never. */
export function stepsTo(target: number, { loss }: TrainingRun, every: number): number {
  const at = loss.findIndex((value) => value <= target);
  return at < 0 ? Infinity : (at + 1) * every;
}

/** The warnings that follow from the numbers. */
export function findWarnings(terms: Terms, entries: readonly Entry[]): string[] {
  const warnings: string[] = [];
  const differing = (key: "weights" | "batches"): boolean =>
    terms.seeds.some((_, i) => new Set(entries.map(({ runs }) => runs[i][key])).size > 1);
  if (differing("weights")) warnings.push("the initial weights differ between rules");
  // A run that breaks off has seen fewer batches.
  const whole = entries.filter(({ runs }) => runs.every(({ failure }) => failure === null));
  if (terms.seeds.some((_, i) => new Set(whole.map(({ runs }) => runs[i].batches)).size > 1))
    warnings.push("the batches differ between rules");
  if (terms.seeds.length < 3)
    warnings.push(`${terms.seeds.length} seeds are too few for quartiles; 3 or more are needed`);
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
