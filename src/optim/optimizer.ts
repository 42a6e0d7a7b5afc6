/** @file The work around every rule: groups, step counts, schedules, missing and non-finite gradients. */

import { checkArgument } from "../check/checkArgument.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { oneOf } from "../check/kinds.ts";
import {
  type Group,
  type GroupOptions,
  gradientOf,
  listOf,
  makeGroup,
  type Parameter,
  type ParameterState,
  type Repeat,
} from "./group.ts";
import { NonFiniteError } from "./nonFiniteError.ts";
import type { HyperValues, ParameterUpdate, ParameterView, Rule } from "./rule.ts";
import { newState } from "./state/newState.ts";
import { type LoadOptions, type OptimizerState, planState, stateOf } from "./state/optimizerState.ts";
import { exchangeAverages } from "./support/averages.ts";
import { checkGradients } from "./support/nonFinite.ts";
import { hyperAt } from "./support/settings.ts";

const nonFiniteChoices = ["throw", "skip", "allow"] as const;

export interface OptimizerOptions {
  /**
   * NaN or Infinity in a gradient makes `step` throw before any change, skip that step, or continue. Default: throw.
   */
  nonFinite?: (typeof nonFiniteChoices)[number];
}

/** Computes the loss and every gradient at the current parameters, and returns the loss. */
export type Closure = () => number;

/**
 * Applies one rule to parameters: `new Optimizer(model.parameters(), adam({ lr: 1e-3 }))`.
 *
 * Each `step` reads every parameter's `grad` and changes its `data` in place. A parameter without gradient does not
 * change, and its update count t does not advance. Schedules get the number of the step, from 1, for all parameters.
 */
export class Optimizer {
  readonly rule: Rule;
  readonly groups: Group[] = [];
  /** @internal */ readonly all: ParameterState[] = [];
  /** The number of steps taken. Schedules got this number at the last one. */
  stepCount = 0;
  /** The number of steps skipped because of non-finite gradients, with `nonFinite: "skip"`. */
  skipped = 0;
  /** True between `eval()` and `train()`. Parameters then hold the rule's averaged weights. */
  evaluating = false;
  readonly nonFinite: (typeof nonFiniteChoices)[number];

  constructor(params: Iterable<Parameter> | readonly GroupOptions[], rule: Rule, options: OptimizerOptions = {}) {
    if (typeof rule?.update !== "function")
      throw new TypeError(
        `Optimizer: the rule must be the result of a factory, got ${describeValue(rule)}; pass adam({ lr: 1e-3 })`,
      );
    this.rule = rule;
    checkOptions("Optimizer", options, ["nonFinite"]);
    this.nonFinite = checkArgument("Optimizer", "nonFinite", options.nonFinite, oneOf(...nonFiniteChoices).or("throw"));
    const given = listOf<Parameter | GroupOptions>("Optimizer", params);
    if (given.length > 0 && given.every(isGroup)) for (const group of given) this.addGroup(group);
    else this.addGroup({ params: given as Parameter[] });
  }

  /** Adds parameters with separate hyperparameters, also during training. Their update counts start at 1. */
  addGroup(options: GroupOptions): void {
    const group = makeGroup(this.rule, options, this.all);
    this.groups.push(group);
    this.all.push(...group.parameterStates);
  }

  /** The states of all groups. */
  parameterStates(): readonly ParameterState[] {
    return this.all;
  }

  zeroGrad(): void {
    for (const { param } of this.all) param.grad = null;
  }

  /**
   * Updates every parameter that has a gradient. A closure computes the loss and new gradients, after the old ones
   * were cleared; `step` returns that loss. Rules that evaluate the loss several times need a closure.
   * Their evaluations share one dropout mask, and batch norm counts the batch once.
   * Throws before any change if no parameter has a gradient, or if a gradient has another length. Throws a
   * NonFiniteError if a gradient holds NaN or Infinity (see `nonFinite`).
   */
  step(): void;
  step(closure: Closure): number;
  step(closure?: Closure): number | undefined {
    const { rule } = this;
    if (this.evaluating)
      throw new Error(`${rule.name}: weights must be those of training, got averaged ones; call train() before step`);
    if (closure === undefined && rule.beforeStep)
      throw new Error(
        `${rule.name}: step needs a closure that computes the loss again; ` +
          "optimizer.step(() => { const loss = …; loss.backward(); return loss.item(); })",
      );
    const batch = rule.beforeStep && this.all.find(({ param }) => param.sameBatch)?.param;
    if (batch?.sameBatch) return batch.sameBatch((repeat) => evaluateAndUpdate(this, closure, repeat));
    return evaluateAndUpdate(this, closure, (evaluate) => evaluate());
  }

  /**
   * Puts the rule's averaged weights into the parameters until `train()` puts θ back. Returns `hasAverages`: if false,
   * some parameters keep their current weights, because the rule averages none or has not started to (`swa`).
   */
  eval(): boolean {
    exchange(this, true);
    return this.hasAverages;
  }

  /** Puts θ back, and with it the running statistics that `refreshBatchNorm` replaced after `eval()`. */
  train(): void {
    exchange(this, false);
  }

  /** True if the rule has an average of every parameter that was updated, and at least one was. */
  get hasAverages(): boolean {
    const { average, hasAverage } = this.rule;
    if (average === undefined || this.stepCount === 0) return false;
    return this.groups.every((group) => {
      const hyper = this.hyperAt(group, this.stepCount);
      return group.parameterStates.every(({ t }) => t === 0 || hasAverage?.(t, hyper) !== false);
    });
  }

  /** Returns the hyperparameters of a group at a step, with schedules evaluated. Throws if one is out of range. */
  hyperAt(group: Group, step: number): Record<string, number> {
    const values: Record<string, number> = {};
    for (const key in group.hyper) values[key] = hyperAt(this.rule, key, group.hyper[key], step);
    return values;
  }

  /**
   * Returns a deep copy of the state that the next step depends on, keyed by parameter names. It has counts,
   * hyperparameters, schedules by description, reducers' states and the rule's buffers. `toJson` turns it into text.
   */
  stateDict(): OptimizerState {
    return stateOf(this);
  }

  /**
   * Restores a saved state: the next step resumes bit for bit. Parameters are loaded separately, with the model.
   * A state saved after `eval()` needs the model as it was then. A custom function cannot be saved, so this optimizer
   * keeps the function it has. Its schedules must be the saved ones, unless `fromDescription` is given. A
   * hyperparameter that follows a metric gets its reducer's state back.
   * Throws before any change if something is missing, extra, of another size, or of another rule or option.
   */
  loadStateDict(saved: OptimizerState, options: LoadOptions = {}): void {
    this.planLoad(saved, options)();
  }

  /** Returns the change that `loadStateDict` makes, which cannot fail. Throws if `saved` does not fit. */
  planLoad(saved: OptimizerState, options: LoadOptions = {}): () => void {
    return planState(this, saved, options);
  }
}

interface Update extends ParameterUpdate {
  readonly entry: ParameterState;
}

/** Takes a step, unless the gradients forbid it. `repeat` runs an evaluation again on the same batch. */
function evaluateAndUpdate(optimizer: Optimizer, closure: Closure | undefined, repeat: Repeat): number | undefined {
  const { rule } = optimizer;
  const loss = closure && evaluate(optimizer, closure);
  if (!isUsable(optimizer)) return loss;
  const values = optimizer.groups.map((group) => optimizer.hyperAt(group, optimizer.stepCount + 1));
  if (closure !== undefined && rule.beforeStep) {
    rule.beforeStep(
      updatesOf(optimizer, values).map(viewOf),
      () => repeat(() => evaluate(optimizer, closure)),
      loss as number,
    );
    if (!isUsable(optimizer)) return loss;
  }
  const updates = updatesOf(optimizer, values);
  // After all `init`: one may refuse a parameter, as Muon refuses vectors.
  optimizer.stepCount++;
  for (const { entry } of updates) {
    entry.t++;
    if (entry.param.version !== undefined) entry.param.version++;
  }
  rule.prepare?.(updates);
  for (const { step, state, hyper } of updates) rule.update(step, state, hyper);
  return loss;
}

function exchange(optimizer: Optimizer, evaluating: boolean): void {
  if (optimizer.evaluating !== evaluating) exchangeAverages(optimizer.rule, optimizer.all, evaluating);
  optimizer.evaluating = evaluating;
}

function evaluate(optimizer: Optimizer, closure: Closure): number {
  optimizer.zeroGrad();
  const loss = closure();
  if (typeof loss !== "number")
    throw new TypeError(
      `${optimizer.rule.name}: the closure must return the loss as a number, got ${describeValue(loss)}; return loss.item()`,
    );
  return loss;
}

/** Returns whether the gradients allow a step, and counts skipped ones. Throws where non-finite ones are an error. */
function isUsable(optimizer: Optimizer): boolean {
  const broken = checkGradients(optimizer.rule.name, optimizer.all, optimizer.nonFinite !== "allow");
  if (broken === null) return true;
  if (optimizer.nonFinite === "throw")
    throw new NonFiniteError(
      `${optimizer.rule.name}: ${broken} at step ${optimizer.stepCount + 1}; no parameter was changed; see detectAnomaly`,
    );
  optimizer.skipped++;
  return false;
}

/** Returns the next update of every parameter that has a gradient. Makes buffers before their first update. */
function updatesOf(optimizer: Optimizer, values: readonly HyperValues[]): Update[] {
  const updates: Update[] = [];
  for (const [i, { parameterStates }] of optimizer.groups.entries()) {
    for (const entry of parameterStates) {
      const { data: theta, shape } = entry.param;
      const g = gradientOf(entry.param);
      if (g === null) continue;
      entry.state ??= newState(optimizer.rule, entry.param, values[i]);
      updates.push({
        entry,
        step: { theta, g: entry.copy ?? g, t: entry.t + 1, shape },
        state: entry.state,
        hyper: values[i],
      });
    }
  }
  return updates;
}

/** Returns an update as `beforeStep` sees it. */
const viewOf = ({ entry: { param }, step: { theta, t }, state, hyper }: Update): ParameterView => ({
  theta,
  t,
  state,
  hyper,
  gradient: () => param.grad ?? theta.map(() => 0),
});

const isGroup = (given: Parameter | GroupOptions): given is GroupOptions =>
  Object(given) === given && "params" in given;
