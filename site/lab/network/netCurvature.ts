/** @file The largest curvature of the training loss along the trainings, beside the bounds of their rules. */
import { Tensor } from "../../../src/autograd/tensor.ts";
import type { Module } from "../../../src/nn/index.ts";
import { sharpness } from "../../../src/training/sharpness.ts";
import type { Curvature } from "../curvature.ts";
import { boundAt } from "../stability.ts";
import { loadWeights, modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import type { NetRun } from "./netRun.ts";

/** Places of a run at which the curvature is measured. */
const places = 24;
/** The most weights: a place takes about 30 products with the Hessian. */
export const mostWeights = 2000;
/** One percent is more than a chart shows. */
const accuracy = { tolerance: 0.01, iterations: 30 };

export class NetCurvature {
  readonly all: readonly Curvature[];
  /** Steps between two measurements. */
  readonly every: number;
  private readonly model: Module;
  private readonly next: number[];

  constructor(readonly run: NetRun) {
    const { state, rates } = run;
    const empty = () => new Float64Array(state.steps + 1).fill(Number.NaN);
    this.all = state.choices.map((choice, i) => ({
      eigenvalues: empty(),
      ratios: empty(),
      bound: boundAt(choice, rates[i]),
    }));
    this.every = Math.max(1, Math.ceil(state.steps / places));
    this.next = state.choices.map(() => 0);
    this.model = modelOf(state);
  }

  /** Null, or the reason why nothing can be measured. */
  get refusal(): string | null {
    const count = this.model.parameters().reduce((sum, { size }) => sum + size, 0);
    if (this.run.state.data === "digits") return "needs points as data, got digits, which take too long";
    if (count > mostWeights) return `needs at most ${mostWeights} weights, got ${count}; use smaller layers`;
    return this.all.some(({ bound }) => bound !== null) ? null : "no rule here has a published bound; add sgd or adam";
  }

  /** The curvature of every rule at step t, with its bound at the learning rate of that step. */
  at(t: number): Pick<Curvature, "eigenvalues" | "bound">[] {
    return this.all.map(({ eigenvalues, ratios, bound }) => ({
      eigenvalues,
      bound: bound && { ...bound, value: eigenvalues[t] / ratios[t] },
    }));
  }

  /** Measures one place of one rule that has trained that far. Returns false if none is left. */
  measure(): boolean {
    const { records, state, rates } = this.run;
    const i = records.findIndex(
      ({ done, kept }, k) => this.all[k].bound !== null && kept.length > 0 && this.next[k] <= done,
    );
    if (i < 0) return false;
    const t = this.next[i];
    const { eigenvalues, ratios } = this.all[i];
    // A schedule moves the bound.
    const bound = boundAt(state.choices[i], t === 0 ? rates[i] : records[i].curves.rate[t]);
    const value = this.largest(i, t);
    // Held until the next place; entries beyond the training are not drawn.
    eigenvalues.fill(value, t, t + this.every);
    ratios.fill(value / (bound?.value ?? Number.NaN), t, t + this.every);
    this.next[i] += this.every;
    return true;
  }

  /** The largest eigenvalue at the weights kept at step t, or at the last kept before. */
  private largest(i: number, t: number): number {
    const { weights, preconditioner } = this.run.records[i].keptAt(t) ?? {};
    if (weights === undefined || preconditioner === null || weights.some((w) => !Number.isFinite(w))) return Number.NaN;
    const { model, run } = this;
    loadWeights(model, weights);
    const loss = () => losses[run.state.loss](model.forward(new Tensor(run.train.inputs)), run.train);
    try {
      return sharpness(model, loss, { ...accuracy, ...(preconditioner && { preconditioner }) }).eigenvalue;
    } catch (error) {
      if (error instanceof RangeError) return Number.NaN;
      throw error;
    }
  }
}
