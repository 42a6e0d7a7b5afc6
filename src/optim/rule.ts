/**
 * What an update rule is: a name, its hyperparameters, the buffers it keeps for each parameter, and the equation,
 * written as a loop over plain numbers. Groups, step counts, schedules, saving and loading are the Optimizer's work.
 */
import type { Floats } from "../array/floats.ts";
import type { Shape } from "../array/shape.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import type { Schedule } from "../schedules/schedule.ts";

export { zerosLike } from "./state/zerosLike.ts";

/** One update of one parameter: its values θ, its gradient g, and t = 1, 2, 3, … counting this parameter's updates. */
export interface Step {
  readonly theta: Floats;
  readonly g: Floats;
  readonly t: number;
  readonly shape: Shape;
}

/** A hyperparameter: a number, or a schedule that gives one for every step. */
export type Hyper = number | Schedule;

/** The buffers a rule keeps for one parameter: arrays as long as θ, or Float64Array(1) for a single number. */
export type State = Record<string, Floats>;

/** One parameter, its step, buffers and hyperparameters: what `prepare` may look at across all parameters. */
export interface ParameterUpdate {
  readonly step: Step;
  readonly state: State;
  readonly hyper: Record<string, number>;
}

/** A parameter as a rule sees it that evaluates the loss itself: θ may be moved; `gradient()` is the last evaluation's. */
export interface ParameterView {
  readonly theta: Floats;
  /** Of the update to come. */
  readonly t: number;
  readonly state: State;
  readonly hyper: Record<string, number>;
  gradient(): Floats;
}

/** An option of a rule by its name. */
export type Options = Readonly<Record<string, string | boolean>>;

/** The allowed values of every option, the default first. */
export type Choices = Readonly<Record<string, readonly [string | boolean, ...(string | boolean)[]]>>;

export interface Rule {
  /** Stable: it is the key under which a checkpoint finds the rule again. */
  readonly name: string;
  readonly hyper: Readonly<Record<string, Hyper>>;
  /** The chosen forms where published implementations disagree, such as `{ epsPlacement: "outside" }`. */
  readonly options: Options;
  /** The forms each option can take, the default first. */
  readonly choices: Choices;
  /** The buffers before the first update; `hyper` as it is at that update. */
  init(theta: Floats, shape: Shape, options: Options, hyper: Record<string, number>): State;
  /** For rules that need a statistic of all parameters together (Prodigy): called once before the updates. */
  prepare?(updates: readonly ParameterUpdate[], options: Options): void;
  /**
   * For rules that need the loss more than once per step (SAM, L-BFGS): called once before the updates, with all
   * parameters of all groups. `evaluate` computes loss and gradients at θ as it is then; `loss` is the one at the start.
   */
  beforeStep?(views: readonly ParameterView[], evaluate: () => number, loss: number, options: Options): void;
  update(step: Step, state: State, hyper: Record<string, number>, options: Options): void;
  /** The names that wrappers put in front of theirs; a further one needs another. */
  readonly prefixes?: readonly string[];
  /** False where elements of a parameter influence each other, through norms, rows or columns. */
  readonly elementwise: boolean;
  /** True where every update recomputes θ from the buffers, so that wrappers may not move θ. */
  readonly recomputesTheta?: boolean;
  /** The buffer whose weights are to be used in place of θ, an average: what `optimizer.eval()` puts in. */
  readonly average?: string;
}

export type Chosen<O extends Choices> = { [K in keyof O]: O[K][number] };

export type Settings<H, O extends Choices> = { [K in keyof H]?: Hyper } & { [K in keyof O]?: O[K][number] };

/** Defaults and what is given in their place, hyperparameters apart from options. */
export function readSettings(
  name: string,
  defaults: Readonly<Record<string, number>>,
  choices: Choices,
  settings: object,
): { hyper: Record<string, Hyper>; options: Record<string, string | boolean> } {
  const valid = [...Object.keys(defaults), ...Object.keys(choices)];
  if (Object.hasOwn(Object(settings), "weightDecay") && !valid.includes("weightDecay"))
    throw new RangeError(unknown(name, "weightDecay", valid));
  checkOptions(name, settings, valid);
  const hyper: Record<string, Hyper> = { ...defaults };
  const options: Record<string, string | boolean> = {};
  for (const option in choices) options[option] = choices[option][0];
  for (const [key, value] of Object.entries(settings)) {
    if (value === undefined) continue;
    if (Object.hasOwn(choices, key)) options[key] = checkOption(name, key, value, choices[key]);
    else hyper[key] = checkHyper(name, key, value as Hyper);
  }
  return { hyper, options };
}

export function unknown(who: string, key: string, valid: readonly string[]): string {
  const hint = key === "weightDecay" ? "; adamw and sgdw have it, decoupledDecay and l2 add it to any rule" : "";
  return `${who}: there is no "${key}"; valid are ${valid.join(", ") || "none"}${hint}`;
}

export function checkOption<T>(who: string, key: string, value: unknown, valid: readonly T[]): T {
  if (!valid.includes(value as T)) {
    throw new RangeError(
      `${who}: ${key} is ${JSON.stringify(value)}; valid are ${valid.map((v) => JSON.stringify(v)).join(", ")}`,
    );
  }
  return value as T;
}

/** Numbers are checked here; a schedule's numbers are checked at the step that uses them. */
export function checkHyper(who: string, key: string, value: Hyper): Hyper {
  // A factory such as `cosine`, which has yet to be called, is no schedule, nor is a reducer, which needs a metric.
  if (typeof value === "function" && !("parameters" in value || "initial" in value)) return value;
  const range = rangeOf(key);
  if (typeof value !== "number" || Number.isNaN(value) || !range.holds(value)) {
    const hint =
      typeof value !== "function" ? "" : "initial" in value ? "; follow(…) makes a schedule of it" : "; call it";
    throw new RangeError(`${who}: ${key} is ${describeValue(value)}; it needs to be ${range.text}${hint}`);
  }
  return value;
}

interface Range {
  text: string;
  holds(value: number): boolean;
}

const fraction: Range = { text: "at least 0 and below 1", holds: (value) => value >= 0 && value < 1 };
const nonNegative: Range = { text: "a finite number, 0 or more", holds: (value) => value >= 0 && value < Infinity };
const finite: Range = { text: "a finite number", holds: Number.isFinite };
const count: Range = { text: "a whole number, 1 or more", holds: (value) => Number.isInteger(value) && value >= 1 };
const countOrNone: Range = {
  text: "a whole number, 0 or more",
  holds: (value) => Number.isInteger(value) && value >= 0,
};
const positive: Range = { text: "a finite number above 0", holds: (value) => value > 0 && value < Infinity };
const growth: Range = { text: "a finite number, 1 or more", holds: (value) => value >= 1 && value < Infinity };
const share: Range = { text: "above 0 and at most 1", holds: (value) => value > 0 && value <= 1 };

/** Names are standard across rules, so a name decides the range of its values. */
const ranges: Record<string, Range> = {
  beta1: fraction,
  beta2: fraction,
  beta3: fraction,
  beta: fraction,
  mu: fraction,
  rho: fraction,
  decay: fraction,
  k: count,
  alpha: share,
  clip: positive,
  threshold: finite,
  etaPlus: growth,
  etaMinus: share,
  gamma: positive,
  baseLr: positive,
  d0: positive,
  warmupSteps: countOrNone,
  outputAxis: countOrNone,
  start: count,
  every: count,
  history: count,
  evaluations: count,
  c1: fraction,
  c2: fraction,
};

/** A wrapper's name may stand in front, as in `agc.eps`. */
const rangeOf = (key: string): Range => ranges[key.slice(key.lastIndexOf(".") + 1)] ?? nonNegative;
