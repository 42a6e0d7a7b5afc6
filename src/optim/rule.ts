/**
 * @file An update rule: a name, hyperparameters, the buffers kept for each parameter, and the equation. The equation is
 * a loop over plain numbers. Groups, step counts, schedules, saving and loading are the Optimizer's work.
 */
import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import type { Kind } from "../check/kinds.ts";
import type { Schedule } from "../schedules/schedule.ts";
import type { Definition } from "./definition.ts";

/**
 * One update of one parameter: its values θ, its gradient g, and t = 1, 2, 3, … counting this parameter's updates.
 */
export interface Step {
  /** The parameter's own numbers, which the update changes. */
  readonly theta: Floats;
  /** Valid during the update only: later steps write over it. Copy what you keep. */
  readonly g: Floats;
  readonly t: number;
  readonly shape: Shape;
}

/** A hyperparameter: a number, or a schedule that gives one for every step. */
export type Hyper = number | Schedule;

/** The hyperparameters at one step, schedules evaluated. */
export type HyperValues = Readonly<Record<string, number>>;

/** The buffers a rule keeps for one parameter: arrays as long as θ, or Float64Array(1) for a single number. */
export type State = Record<string, Floats>;

/** One parameter's update, as `prepare` sees it. `step.g` is valid until the updates are done. */
export interface ParameterUpdate {
  readonly step: Step;
  readonly state: State;
  readonly hyper: HyperValues;
}

/** One parameter, as `beforeStep` sees it. θ may be moved. */
export interface ParameterView {
  readonly theta: Floats;
  /** The count of the coming update. */
  readonly t: number;
  readonly state: State;
  readonly hyper: HyperValues;
  /** Returns the gradient of the last evaluation. The next evaluation may write over the array: copy what you keep. */
  gradient(): Floats;
}

export interface Rule {
  /** The key under which a checkpoint finds the rule again: `adam`, `lookahead(adam)`. */
  readonly name: string;
  /** "" for the default form, else the variant's name; with wrappers as `reset(tensorflow)`. */
  readonly variant: string;
  /** The rule or outermost wrapper as data. */
  readonly definition: Definition;
  /** The rule inside, if this is a wrapper. */
  readonly inner?: Rule;
  readonly hyper: Readonly<Record<string, Hyper>>;
  /** The range of every hyperparameter. */
  readonly kinds: Readonly<Record<string, Kind<number>>>;
  /** Returns the buffers before the first update. `hyper` holds the values at that update. */
  init(theta: Floats, shape: Shape, hyper: HyperValues): State;
  /** Computes statistics of all parameters together, as Prodigy does. Called once before the updates. */
  prepare?(updates: readonly ParameterUpdate[]): void;
  /**
   * Evaluates the loss again, as SAM and L-BFGS do. Called once before the updates, with all parameters of all groups.
   * `evaluate` computes loss and gradients at the present θ; `loss` is the one at the start.
   */
  beforeStep?(views: readonly ParameterView[], evaluate: () => number, loss: number): void;
  update(step: Step, state: State, hyper: HyperValues): void;
  /** The names that wrappers put in front of their buffers. A second wrapper of one kind gets a different name. */
  readonly prefixes?: readonly string[];
  /** False where elements of a parameter influence each other, through norms, rows or columns. */
  readonly elementwise: boolean;
  /** True where every update recomputes θ from the buffers, so that wrappers may not move θ. */
  readonly recomputesTheta?: boolean;
  /** The buffer with averaged weights, which `optimizer.eval()` puts into the parameters. */
  readonly average?: string;
  /** False as long as that buffer holds the current weights: `swa` before its start. Default true. */
  hasAverage?(t: number, hyper: HyperValues): boolean;
}
