/** @file One rule that trains one network, and the curves of its run. */
import type { Dataset } from "../../../src/data/dataset.ts";
import type { Module } from "../../../src/nn/index.ts";
import { Optimizer, type Rule } from "../../../src/optim/index.ts";
import { DivergenceError } from "../../../src/training/divergenceError.ts";
import { evaluate } from "../../../src/training/evaluate.ts";
import { trainStep } from "../../../src/training/trainStep.ts";
import { fingerprint } from "./fingerprint.ts";

/** Steps between two evaluations of the test set; the curve holds its value in between. */
const evaluateEvery = 10;
/** The number of places of a run at which weights are kept. */
const keptPlaces = 120;

/** Curves by step; entry 0 is before the first step. */
export interface NetCurves {
  /** Mean loss of the batch that the step saw. */
  readonly trainLoss: Float64Array;
  readonly testLoss: Float64Array;
  readonly accuracy: Float64Array;
  readonly gradientNorm: Float64Array;
  /** ‖Δθ‖ / ‖θ‖ of the step as it was made, decay included. */
  readonly updateRatio: Float64Array;
}

interface Kept {
  readonly weights: Float32Array;
  /** The numbers that the rule divides the step by; null or undefined as `preconditionerOf` says. */
  readonly preconditioner: Float64Array | null | undefined;
}

export class NetTraining {
  readonly curves: NetCurves;
  /** Steps made so far. */
  done = 0;
  /** The sentence of the step that met a NaN; null before. */
  problem: string | null = null;
  /** A fingerprint of every batch seen, in order. */
  batches = fingerprint([]);
  private readonly optimizer: Optimizer;
  private readonly kept: Kept[] = [];
  private readonly every: number;

  constructor(
    readonly model: Module,
    rule: Rule,
    private readonly test: Dataset,
    steps: number,
    private readonly preconditioner: (optimizer: Optimizer) => Kept["preconditioner"],
  ) {
    const empty = () => new Float64Array(steps + 1).fill(Number.NaN);
    this.curves = {
      trainLoss: empty(),
      testLoss: empty(),
      accuracy: empty(),
      gradientNorm: empty(),
      updateRatio: empty(),
    };
    this.optimizer = new Optimizer(model.parameters(), rule);
    this.every = Math.max(1, Math.ceil(steps / keptPlaces));
    this.note();
  }

  /** Makes one step on a batch, unless an earlier one diverged. */
  step(batch: Dataset): void {
    if (this.problem !== null) return;
    this.batches = fingerprint([...batch.inputs.data, ...batch.labels], this.batches);
    try {
      const report = trainStep(this.model, this.optimizer, batch, undefined, { measure: true });
      this.done++;
      this.curves.trainLoss[this.done] = report.loss;
      this.curves.gradientNorm[this.done] = report.gradientNorm;
      this.curves.updateRatio[this.done] = report.updateRatio ?? Number.NaN;
      this.note();
    } catch (error) {
      if (!(error instanceof DivergenceError)) throw error;
      this.problem = `diverged at step ${this.done + 1}; try a smaller learning rate`;
    }
  }

  /** Evaluates the test set and keeps the weights, where it is time to. */
  private note(): void {
    const { testLoss, accuracy } = this.curves;
    const t = this.done;
    if (t % evaluateEvery === 0) {
      const metrics = evaluate(this.model, this.test);
      [testLoss[t], accuracy[t]] = [metrics.loss, metrics.accuracy];
    } else [testLoss[t], accuracy[t]] = [testLoss[t - 1], accuracy[t - 1]];
    if (t % this.every === 0)
      this.kept.push({ weights: weightsOf(this.model), preconditioner: this.preconditioner(this.optimizer) });
  }

  /** What was kept at step t or at the last kept place before, and that step. */
  weightsAt(t: number): Kept & { readonly t: number } {
    const place = Math.min(Math.floor(t / this.every), this.kept.length - 1);
    return { ...this.kept[place], t: place * this.every };
  }
}

/** All weights of a model, one after the other. */
export const weightsOf = (model: Module): Float32Array =>
  Float32Array.from(model.parameters().flatMap(({ data }) => [...data]));

/** Puts such weights into a model. */
export function loadWeights(model: Module, weights: Float32Array): void {
  let from = 0;
  for (const parameter of model.parameters()) {
    parameter.assign(weights.subarray(from, from + parameter.size));
    from += parameter.size;
  }
}
