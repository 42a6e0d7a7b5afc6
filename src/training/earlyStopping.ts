import type { Floats } from "../array/floats.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { isRecord } from "../check/isRecord.ts";
import { countOrZero, kind } from "../check/kinds.ts";
import type { ModelState, Module } from "../nn/index.ts";

const metricOrNull = kind<number | null>(
  "a number, or null before the first metric",
  (value: unknown) => value === null || (typeof value === "number" && !Number.isNaN(value)),
);

const epochOfBest = (best: number | null, epochs: number) =>
  best === null
    ? kind<number>("0 without a best metric", (value: unknown) => value === 0)
    : kind<number>(
        `an integer from 1 to ${epochs}`,
        (value: number) => Number.isSafeInteger(value) && value >= 1 && value <= epochs,
      );

const modes = ["min", "max"] as const;

export interface EarlyStoppingOptions {
  /** Stop after this many updates in a row without a better metric. */
  patience: number;
  /** "min", the default, for a loss; "max" for an accuracy. */
  mode?: (typeof modes)[number];
}

/** Plain data, as saved in a checkpoint. */
export interface EarlyStoppingState {
  best: number | null;
  bestEpoch: number;
  epochs: number;
  /** The best weights, in the model's order of names. */
  weights: { name: string; shape: number[]; data: Floats }[];
}

/**
 * Stops training when a validation metric no longer improves, and restores the best weights.
 *
 *     const stopping = new EarlyStopping(model, { patience: 3 });
 *     do for (const batch of loader) trainStep(model, optimizer, batch);
 *     while (!stopping.update(evaluate(model, validation).loss));
 *     stopping.restore();
 *
 * A metric of NaN is never better. With a rule that averages weights, evaluate and update between `optimizer.eval()`
 * and `optimizer.train()`, so that the averages are kept. Prechelt, "Early Stopping — But When?", 1998.
 */
export class EarlyStopping {
  /** The best metric so far, or null before the first. */
  best: number | null = null;
  /** The update that gave the best metric, from 1, or 0 before the first. */
  bestEpoch = 0;
  /** Updates so far. */
  epochs = 0;
  private weights: EarlyStoppingState["weights"] = [];
  private readonly model: Module;
  private readonly patience: number;
  private readonly mode: (typeof modes)[number];

  constructor(model: Module, options: EarlyStoppingOptions) {
    checkOptions("EarlyStopping", options, ["patience", "mode"]);
    const { patience, mode = "min" } = options;
    if (patience !== Infinity && !(Number.isSafeInteger(patience) && patience >= 1))
      throw new RangeError(`EarlyStopping: patience must be a whole number, 1 or more, or Infinity, got ${patience}`);
    if (!modes.includes(mode)) throw new RangeError(`EarlyStopping: mode must be "min" or "max", got "${mode}"`);
    this.model = model;
    this.patience = patience;
    this.mode = mode;
  }

  /** Records an epoch's metric, and the weights if it is the best. Returns whether training should stop. */
  update(metric: number): boolean {
    this.epochs++;
    if (this.isBetter(metric)) {
      this.best = metric;
      this.bestEpoch = this.epochs;
      this.weights = [...this.model.stateDict()].map(([name, { shape, data }]) => ({ name, shape: [...shape], data }));
    }
    return this.shouldStop;
  }

  /** True if the last `patience` updates did not improve the metric. */
  get shouldStop(): boolean {
    return this.epochs - this.bestEpoch >= this.patience;
  }

  /** Loads the best weights into the model. Throws before the first metric that is not NaN. */
  restore(): void {
    if (this.best === null)
      throw new Error("EarlyStopping.restore: needs a metric first, got none; call update(metric)");
    this.model.loadStateDict(modelState(this.weights));
  }

  stateDict(): EarlyStoppingState {
    const weights = this.weights.map(({ name, shape, data }) => ({ name, shape: [...shape], data: data.slice() }));
    return { best: this.best, bestEpoch: this.bestEpoch, epochs: this.epochs, weights };
  }

  /** Restores what `stateDict()` returned. Throws before any change if it is not that, or of another model. */
  loadStateDict(state: EarlyStoppingState): void {
    const who = "EarlyStopping.loadStateDict";
    if (!isRecord(state) || !(Array.isArray(state.weights) && [...state.weights].every(isRecord)))
      throw new TypeError(`${who}: the state must be the result of stateDict(), got ${describeValue(state)}`);
    const { best, bestEpoch, epochs, weights } = state;
    checkArgument(who, "best", best, metricOrNull);
    checkArgument(who, "epochs", epochs, countOrZero);
    checkArgument(who, "bestEpoch", bestEpoch, epochOfBest(best, epochs));
    if (best !== null || weights.length > 0) this.model.planLoad(modelState(weights));
    // First: a shape that is not a list throws here.
    this.weights = weights.map(({ name, shape, data }) => ({ name, shape: [...shape], data: data.slice() }));
    this.best = best;
    this.bestEpoch = bestEpoch;
    this.epochs = epochs;
  }

  private isBetter(metric: number): boolean {
    if (Number.isNaN(metric)) return false;
    if (this.best === null) return true;
    return this.mode === "min" ? metric < this.best : metric > this.best;
  }
}

const modelState = (weights: EarlyStoppingState["weights"]): ModelState =>
  new Map(weights.map(({ name, shape, data }) => [name, { shape, data }]));
