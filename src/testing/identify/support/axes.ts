/** @file How each hyperparameter is searched: its coordinate, its usual values, and where the search starts. */
import type { Kind } from "../../../check/kinds.ts";
import type { Rule } from "../../../optim/rule.ts";

/** One unknown number. The fit works on the coordinate, in which equal distances matter about equally. */
export interface Axis {
  readonly name: string;
  /** Values that programs use. The default comes first. */
  readonly usual: readonly number[];
  /** The values from which a fit starts; a subset of `usual`. */
  readonly starts: readonly number[];
  readonly scale: Scale;
  /** True if only the usual values are tried, as for whole numbers. */
  readonly discrete: boolean;
}

export interface Scale {
  toCoordinate(value: number): number;
  toValue(coordinate: number): number;
  readonly lower: number;
  readonly upper: number;
  /** The distance of differences at a coordinate. */
  step(coordinate: number): number;
}

/** For rates over many orders of magnitude. */
const logarithmic: Scale = {
  toCoordinate: (value) => Math.log(Math.max(value, 1e-30)),
  toValue: (x) => Math.exp(x),
  lower: Math.log(1e-30),
  upper: Math.log(1e12),
  step: () => 1e-5,
};

/** For β: 0.9, 0.99 and 0.999 are equally far apart. */
const complement: Scale = {
  toCoordinate: (value) => -Math.log1p(-value),
  toValue: (x) => -Math.expm1(-x),
  lower: 0,
  // 1 − β is at least 2e-5: below, Float32 has few digits left.
  upper: 11,
  step: () => 1e-5,
};

const linear = (lower: number, upper: number, step: number): Scale => ({
  toCoordinate: (value) => value,
  toValue: (x) => x,
  lower,
  upper,
  step: (x) => Math.max(step, 0.01 * step * Math.abs(x)),
});

/** For ε, and for averages that start near 0. Moves are linear in it while it is small; a step must exceed rounding. */
const tiny: Scale = { ...linear(0, 1e6, 1e-7), step: (x) => Math.max(1e-10, 1e-3 * x) };

/** Returns whether two values are so close that a fit may go from one to the other. */
export function areNear({ scale }: Axis, a: number, b: number): boolean {
  if (scale !== complement) return Math.abs(a - b) <= 0.1 * Math.max(Math.abs(a), Math.abs(b));
  return Math.abs(scale.toCoordinate(a) - scale.toCoordinate(b)) <= 0.1;
}

/** Twice and half the value; of β, twice and half of 1 − β. */
export const doubledAndHalved = ({ scale }: Axis, value: number): number[] =>
  scale === complement ? [1 - 2 * (1 - value), 1 - (1 - value) / 2].filter((x) => x >= 0) : [2 * value, value / 2];

/** The axis in orders of magnitude, if its number is small and not 0. There Adadelta's lr √ε hardly changes. */
export const inMagnitudes = (axis: Axis, value: number): Axis =>
  axis.scale === tiny && value > 0 ? { ...axis, scale: logarithmic } : axis;

export const isLogarithmic = ({ scale }: Axis): boolean => scale === logarithmic;

export const isComplement = ({ scale }: Axis): boolean => scale === complement;

/** Numbers that only one product of determines, or that act after the recording: these keep their defaults. */
const fixed = new Set(["baseLr", "threshold", "trust", "t0", "outputAxis", "history", "c1", "c2", "evaluations"]);

/** Numbers that may be 0 and then have no effect. */
const additive = new Set(["weightDecay", "l2", "lambd", "lrDecay", "momentumDecay", "initial", "warmupSteps"]);

const usual: Readonly<Record<string, readonly number[]>> = {
  lr: [1e-3, 1e-2, 0.1, 1e-4, 2e-3, 3e-4, 5e-3, 5e-4, 0.05, 0.02, 0.5, 1, 1e-5],
  beta1: [0.9, 0, 0.95, 0.8, 0.5, 0.99],
  beta2: [0.999, 0.99, 0.95, 0.9, 0.9999, 0.98],
  beta3: [0.9999, 0.999, 0.99],
  beta: [0.9, 0.95, 0.98, 0.5],
  mu: [0.9, 0, 0.95, 0.99, 0.8, 0.5],
  rho: [0.9, 0.99, 0.95, 0.999, 0.5],
  decay: [0.8, 0.9, 0.5],
  dampening: [0, 0.1, 0.5, 0.9],
  eps: [1e-8, 1e-7, 1e-6, 1e-10, 1e-3, 1e-5, 1e-4, 1e-16, 1e-2, 0.1, 0],
  weightDecay: [0, 1e-2, 1e-4, 1e-3, 5e-4, 0.1, 0.05],
  l2: [1e-2, 1e-4, 1e-3, 5e-4, 0.1],
  initial: [0, 0.1, 1, 1e-6],
  alpha: [0.5, 0.8, 5, 0.75],
  k: [5, 6, 10, 2, 3, 4, 7, 8, 9, 12, 15, 16, 20],
  momentumDecay: [0.004, 1, 0],
  warmupSteps: [0, 10, 100, 1000],
  maxNorm: [1, 0.1, 0.5, 5, 10],
  limit: [1, 0.1, 0.5, 5],
  clip: [0.01, 1, 0.1],
};

/** Values at which fits start besides the default. Few, because every one multiplies the work. */
const starts: Readonly<Record<string, readonly number[]>> = {
  beta1: [0.9, 0.5],
  beta2: [0.999, 0.95],
  mu: [0.9, 0.5],
  rho: [0.9, 0.99],
  eps: [1e-8, 1e-3, 0.03],
  epsRoot: [1e-8, 1e-3],
  warmupSteps: [6, 10, 16, 25, 200],
  beta: [0.9, 0.5],
};

const scaleOf = (name: string, { text, fallback = 0 }: Kind<number>): Scale => {
  if (text.includes("[0, 1)")) return complement;
  if (text.includes("(0, 1]")) return linear(1e-6, 1, 1e-6);
  if (text.includes(">= 1")) return linear(1, 100, 1e-6);
  if (name.startsWith("eps")) return tiny;
  if (name === "warmupSteps") return linear(0, 1e6, 1e-4);
  if (name === "initial" && fallback > 0) return tiny;
  return additive.has(name) ? linear(0, 1e6, 1e-6) : logarithmic;
};

/** Returns the unknowns of a rule: hyperparameters that can be read from a path. */
export function axesOf({ hyper, kinds }: Rule): Axis[] {
  return Object.entries(kinds).flatMap(([name, kind]) => {
    const plain = name.replace(/^.*\./, "");
    if (fixed.has(plain)) return [];
    const given = hyper[name] as number;
    const family = plain.startsWith("eps") ? "eps" : plain;
    // At 0 most numbers have no effect, which makes the simplest description.
    const all = new Set([given, ...(usual[plain] ?? usual[family] ?? []), 0]);
    const values = [...all].filter((value) => kind.holds(value));
    const isCount = kind.text.includes("integer") && plain !== "warmupSteps";
    const own = isCount ? values : [...new Set([given, ...(starts[plain] ?? [])])];
    return [{ name, usual: values, starts: own, scale: scaleOf(plain, kind), discrete: isCount }];
  });
}
