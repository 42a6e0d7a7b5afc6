/** @file The largest curvature of the training loss along the trainings, beside the bounds of their rules. */
import { Tensor } from "../../../src/autograd/tensor.ts";
import { sharpness } from "../../../src/training/sharpness.ts";
import type { Curvature } from "../curvature.ts";
import { boundAt } from "../stability.ts";
import { loadWeights, modelOf } from "./netModel.ts";
import { losses } from "./netOptions.ts";
import type { Kept } from "./netRecord.ts";
import type { NetRun } from "./netRun.ts";

/** Places of a run at which the curvature is measured. */
const places = 24;
/** The most weights: a place takes about 30 products with the Hessian. */
const mostWeights = 2000;
/** One percent is more than a chart shows. */
const accuracy = { tolerance: 0.01, iterations: 30 };

/** A step of a rule at which the curvature is measured. */
export interface CurvaturePlace {
  readonly rule: number;
  readonly t: number;
  /** The weights kept there, or null where they cannot be measured. */
  readonly weights: Float32Array | null;
  readonly preconditioner: Kept["preconditioner"];
}

export class NetCurvature {
  readonly all: readonly Curvature[];
  /** Steps between two measurements. */
  readonly every: number;
  /** The next place of each rule. */
  private readonly places: number[];

  constructor(readonly run: NetRun) {
    const { state, rates } = run;
    const empty = () => new Float64Array(state.steps + 1).fill(Number.NaN);
    this.all = state.choices.map((choice, i) => ({
      eigenvalues: empty(),
      ratios: empty(),
      bound: boundAt(choice, rates[i]),
    }));
    this.every = Math.max(1, Math.ceil(state.steps / places));
    this.places = state.choices.map(() => 0);
  }

  /** Null, or the reason why nothing can be measured. */
  get refusal(): string | null {
    const count = modelOf(this.run.state)
      .parameters()
      .reduce((sum, { size }) => sum + size, 0);
    if (this.run.state.data === "digits")
      return "needs points as data, got digits: one measurement takes 60 gradients of all images";
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

  /** The next place to measure: of a rule that has trained that far. Null if none is left. */
  next(): CurvaturePlace | null {
    const { records } = this.run;
    const rule = records.findIndex(
      ({ done, kept }, k) => this.all[k].bound !== null && kept.length > 0 && this.places[k] <= done,
    );
    if (rule < 0) return null;
    const t = this.places[rule];
    this.places[rule] += this.every;
    const { weights, preconditioner } = records[rule].keptAt(t) ?? {};
    const canMeasure = weights !== undefined && preconditioner !== null && weights.every(Number.isFinite);
    return { rule, t, weights: canMeasure ? weights : null, preconditioner: preconditioner ?? null };
  }

  /** Takes the largest eigenvalue at a place. */
  note({ rule, t }: CurvaturePlace, value: number): void {
    const { records, state, rates } = this.run;
    const { eigenvalues, ratios } = this.all[rule];
    // A schedule moves the bound.
    const bound = boundAt(state.choices[rule], t === 0 ? rates[rule] : records[rule].curves.rate[t]);
    // Held until the next place; entries beyond the training are not drawn.
    eigenvalues.fill(value, t, t + this.every);
    ratios.fill(value / (bound?.value ?? Number.NaN), t, t + this.every);
  }
}

/** The largest eigenvalue of the training loss's Hessian at a place; NaN where it cannot be measured. */
export function eigenvalueAt({ state, train }: Pick<NetRun, "state" | "train">, place: CurvaturePlace): number {
  const { weights, preconditioner } = place;
  if (weights === null) return Number.NaN;
  const model = modelOf(state);
  loadWeights(model, weights);
  const loss = () => losses[state.loss](model.forward(new Tensor(train.inputs)), train);
  try {
    return sharpness(model, loss, { ...accuracy, ...(preconditioner && { preconditioner }) }).eigenvalue;
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}
