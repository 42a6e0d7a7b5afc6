/** @file The measurements of one rule that trains: curves, kept weights, and why it ended. */
import { fingerprint } from "./fingerprint.ts";

/** The number of places of a run at which weights are kept. */
const keptPlaces = 120;

/** Steps between two kept places. */
export const keptEvery = (steps: number): number => Math.max(1, Math.ceil(steps / keptPlaces));

export const curveNames = ["trainLoss", "testLoss", "accuracy", "gradientNorm", "updateRatio", "rate"] as const;
export type CurveName = (typeof curveNames)[number];

/**
 * Curves by step; entry 0 is before the first step.
 *
 * trainLoss      mean loss of the batch that the step saw
 * testLoss       mean loss of the test set, evaluated every 10 steps; accuracy likewise
 * gradientNorm   of that batch, before clipping
 * updateRatio    ‖Δθ‖ / ‖θ‖ of the step as it was made, decay included
 * rate           the learning rate that the step applied
 */
export type NetCurves = Readonly<Record<CurveName, Float64Array>>;

/** The weights after step t, and what the step did to each: its gradient and its change. Step 0 has neither. */
export interface Kept {
  readonly t: number;
  readonly weights: Float32Array;
  readonly gradients: Float32Array;
  readonly moves: Float32Array;
  /** The numbers that the rule divides the step by; null or undefined as `preconditionerOf` says. */
  readonly preconditioner: Float64Array | null | undefined;
}

/** Why a rule trains no further, after its step t. */
export interface NetEnd {
  readonly t: number;
  readonly why: "diverged" | "target" | "plateau";
}

/** The news of one rule after some steps, as a worker sends it. */
export interface RuleNews {
  /** The first step of `curves`. */
  readonly from: number;
  readonly curves: NetCurves;
  readonly kept: readonly Kept[];
  readonly done: number;
  readonly end: NetEnd | null;
  readonly batches: string;
}

export class RuleRecord {
  readonly curves: NetCurves;
  readonly kept: Kept[] = [];
  /** Steps made so far. */
  done = 0;
  end: NetEnd | null = null;
  /** A fingerprint of every batch seen, in order. */
  batches = fingerprint([]);
  private readonly every: number;

  constructor(steps: number) {
    const empty = () => new Float64Array(steps + 1).fill(Number.NaN);
    this.curves = Object.fromEntries(curveNames.map((name) => [name, empty()])) as NetCurves;
    this.every = keptEvery(steps);
  }

  /** The kept place at step t or the last one before; undefined before the first evaluation. */
  keptAt(t: number): Kept | undefined {
    return this.kept[Math.min(Math.floor(t / this.every), this.kept.length - 1)];
  }

  /** Everything from step `from` on, and the kept places from rank `place` on. */
  newsSince(from: number, place: number): RuleNews {
    const { done, end, batches } = this;
    const entries = curveNames.map((name) => [name, this.curves[name].slice(from, done + 1)]);
    return {
      from,
      curves: Object.fromEntries(entries) as NetCurves,
      kept: this.kept.slice(place),
      done,
      end,
      batches,
    };
  }

  add({ from, curves, kept, done, end, batches }: RuleNews): void {
    for (const name of curveNames) this.curves[name].set(curves[name], from);
    this.kept.push(...kept);
    [this.done, this.end, this.batches] = [done, end, batches];
  }
}
