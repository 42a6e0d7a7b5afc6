/** @file Everything a rule need not think about: groups, step counts, schedules, missing and broken gradients. */
import { type Floats, showShape } from "../kernels/array.ts";
import { type Group, type GroupOptions, makeGroup, type Parameter, type Slot } from "./group.ts";
import { checkHyper, type Rule, type Turn } from "./rule.ts";

export interface OptimizerOptions {
  /** What `step` does about NaN or Infinity in a gradient: throw before anything changed, skip that step, or go on. */
  nonFinite?: "throw" | "skip" | "allow";
}

/**
 * Applies one rule to parameters: `new Optimizer(model.parameters(), adam({ lr: 1e-3 }))`.
 *
 * Each `step` takes every parameter's `grad` and changes its `data` in place. A parameter without gradient is left
 * alone and its update count t does not advance. Schedules see `step` count from 1, the same for all parameters.
 */
export class Optimizer {
  readonly rule: Rule;
  readonly groups: Group[] = [];
  /** Steps taken so far; schedules saw this number at the last one. */
  stepCount = 0;
  /** Steps left out because of non-finite gradients, under `nonFinite: "skip"`. */
  skipped = 0;
  private readonly nonFinite: "throw" | "skip" | "allow";

  constructor(params: Iterable<Parameter> | readonly GroupOptions[], rule: Rule, options: OptimizerOptions = {}) {
    this.rule = rule;
    this.nonFinite = options.nonFinite ?? "throw";
    const given = [...(params as Iterable<Parameter | GroupOptions>)];
    if (given.length > 0 && given.every(isGroup)) for (const group of given) this.addGroup(group);
    else this.addGroup({ params: given as Parameter[] });
  }

  /** Adds parameters with hyperparameters of their own; also in the middle of training. */
  addGroup(options: GroupOptions): void {
    this.groups.push(makeGroup(this.rule, options, this.slots()));
  }

  slots(): Slot[] {
    return this.groups.flatMap((group) => group.slots);
  }

  zeroGrad(): void {
    for (const { param } of this.slots()) param.grad = null;
  }

  /**
   * One update of every parameter that has a gradient.
   * Throws, before anything changed, if a gradient holds NaN or Infinity (see `nonFinite`) or has another length.
   */
  step(): void {
    const broken = this.nonFinite === "allow" ? null : firstNonFinite(this.slots());
    if (broken !== null && this.nonFinite === "skip") {
      this.skipped++;
      return;
    }
    if (broken !== null)
      throw new Error(`${this.rule.name}: ${broken} at step ${this.stepCount + 1}; no parameter was changed`);
    const values = this.groups.map((group) => this.hyperAt(group, this.stepCount + 1));
    this.stepCount++;
    for (const [i, group] of this.groups.entries()) this.update(group, values[i]);
  }

  /** The hyperparameters of a group at a step, schedules evaluated. */
  hyperAt(group: Group, step: number): Record<string, number> {
    const values: Record<string, number> = {};
    for (const key in group.hyper) {
      const value = group.hyper[key];
      values[key] = typeof value === "number" ? value : (checkHyper(this.rule.name, key, value(step)) as number);
    }
    return values;
  }

  private update(group: Group, hyper: Record<string, number>): void {
    const { rule } = this;
    const turns: Turn[] = [];
    for (const slot of group.slots) {
      const { param } = slot;
      if (param.grad === null) continue;
      slot.state ??= rule.init(param.data, param.shape, rule.options);
      slot.t++;
      turns.push({ step: { theta: param.data, g: param.grad, t: slot.t, shape: param.shape }, state: slot.state });
      if (param.version !== undefined) param.version++;
    }
    rule.prepare?.(turns, hyper);
    for (const { step, state } of turns) rule.update(step, state, hyper, rule.options);
  }
}

const isGroup = (given: Parameter | GroupOptions): given is GroupOptions =>
  typeof given === "object" && "params" in given;

/** Where the first NaN or Infinity is among the gradients, in words; null if nowhere. */
function firstNonFinite(slots: readonly Slot[]): string | null {
  for (const { param, name } of slots) {
    if (param.grad === null) continue;
    if (param.grad.length !== param.data.length) {
      throw new RangeError(
        `Optimizer: the gradient of ${name} has ${param.grad.length} values for shape ${showShape(param.shape)}`,
      );
    }
    if (allFinite(param.grad)) continue;
    const index = param.grad.findIndex((value) => !Number.isFinite(value));
    return `the gradient of ${name} is ${param.grad[index]} at index ${index}`;
  }
  return null;
}

/** x − x is 0 for every finite x and NaN for the others, so one sum tells. */
function allFinite(values: Floats): boolean {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i] - values[i];
  return sum === 0;
}
