import { tensor } from "../../src/autograd/create/tensor.ts";
import { Random } from "../../src/autograd/random.ts";
import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { Optimizer, type Rule } from "../../src/optim/index.ts";
import { clippedNorm } from "../../src/optim/support/clip.ts";

/**
 * A path down a function. Entry t belongs to the point after t steps: the averages of a wrapper that averages weights.
 */
export interface Path {
  /** x and y in turns, [2 (steps + 1)]. */
  readonly points: Float64Array;
  /** f at the points, without noise. */
  readonly values: Float64Array;
  /** The gradients that the rule got, with noise, clipping and decay: entry t led to point t + 1. */
  readonly gradients: Float64Array;
  /** The last step with a point: `steps`, or the one before the path diverged. */
  readonly last: number;
  readonly diverged: boolean;
}

export interface Conditions {
  readonly steps: number;
  /** The standard deviation of the noise on each gradient. */
  readonly noise: number;
  readonly seed: number;
  /** The largest norm of a gradient, noise included; 0 or undefined does not clip. */
  readonly clip?: number;
  /** λ of L2 weight decay, after clipping: g ← g + λ θ. Default 0. */
  readonly decay?: number;
}

/** A coordinate beyond this counts as diverged. */
export const farAway = 1e6;

/**
 * Runs all rules from one start, side by side: one evaluation of the tape holds the points of all of them. Each path
 * has the bits that the rule alone would give. Every rule gets the same noise at the same step.
 */
export function descend(surface: Surface, start: Point, rules: readonly Rule[], conditions: Conditions): Path[] {
  const { steps } = conditions;
  const walkers = rules.map((rule) => newWalker(rule, start, steps));
  const noise = noiseOf(conditions);
  let walking = walkers;
  for (let t = 0; walking.length > 0; t++) {
    evaluate(surface, walking, t, noise, conditions);
    if (t === steps) break;
    for (const walker of walking) advance(walker, t, (theta) => evaluateAt(surface, theta, t, noise, conditions));
    walking = walking.filter(({ diverged }) => !diverged);
  }
  return walkers.map(({ points, values, gradients, last, diverged }) => ({
    points,
    values,
    gradients,
    last,
    diverged,
  }));
}

interface Walker {
  points: Float64Array;
  values: Float64Array;
  gradients: Float64Array;
  last: number;
  diverged: boolean;
  theta: { data: Float64Array; grad: Float64Array; shape: number[] };
  showsAverage: boolean;
  optimizer: Optimizer;
}

function newWalker(rule: Rule, start: Point, steps: number): Walker {
  const theta = { data: Float64Array.from(start), grad: new Float64Array(2), shape: [2] };
  const points = new Float64Array(2 * (steps + 1));
  points.set(start);
  return {
    points,
    values: new Float64Array(steps + 1),
    gradients: new Float64Array(2 * (steps + 1)),
    last: 0,
    diverged: false,
    theta,
    showsAverage: rule.inner !== undefined && rule.average !== undefined,
    optimizer: new Optimizer([theta], rule, { nonFinite: "allow" }),
  };
}

/** Two normal numbers for each step, the same for every rule. */
function noiseOf({ steps, noise, seed }: Conditions): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: 2 * (steps + 1) }, () => (noise === 0 ? 0 : noise * random.normal()));
}

function evaluate(
  surface: Surface,
  walkers: readonly Walker[],
  t: number,
  noise: Float64Array,
  conditions: Conditions,
): void {
  const [values, ...slopes] = slopesAt(
    surface,
    walkers.map(({ theta }) => theta.data),
  );
  const shown = averages(walkers, values, surface);
  for (const [i, walker] of walkers.entries()) {
    walker.values[t] = shown[i];
    const g = treated([slopes[0][i], slopes[1][i]], walker.theta.data, t, noise, conditions);
    walker.theta.grad.set(g);
    walker.gradients.set(g, 2 * t);
  }
}

/** f and its gradient at several points, in x and in y. */
function slopesAt(surface: Surface, points: readonly Float64Array[]): [Float64Array, Float64Array, Float64Array] {
  const [x, y] = [0, 1].map((axis) =>
    tensor(
      Float64Array.from(points, (point) => point[axis]),
      { requiresGrad: true },
    ),
  );
  const f = surface.f(x, y);
  f.backward({ seed: new Float64Array(points.length).fill(1) });
  const [dx, dy] = [x, y].map(({ grad }) => Float64Array.from(points, (_, i) => grad?.[i] ?? 0));
  return [Float64Array.from(f.data), dx, dy];
}

/** The values of f at the points shown: those at θ, except where an average is shown. */
function averages(walkers: readonly Walker[], values: Float64Array, surface: Surface): Float64Array {
  return values.map((value, i) => {
    const { showsAverage, points, last } = walkers[i];
    return showsAverage ? slopesAt(surface, [points.slice(2 * last, 2 * last + 2)])[0][0] : value;
  });
}

/** The gradient that a rule gets: with noise, then clipped, then with decay. */
function treated(
  gradient: Point,
  theta: Float64Array,
  t: number,
  noise: Float64Array,
  { clip = 0, decay = 0 }: Conditions,
): Float64Array {
  const g = Float64Array.from(gradient, (value, axis) => value + noise[2 * t + axis]);
  const clipped = clip > 0 ? clippedNorm(g, clip) : g;
  return Float64Array.from(clipped, (value, axis) => (decay === 0 ? value : value + decay * theta[axis]));
}

/** For rules that evaluate the loss themselves: leaves the gradient at θ, and returns f. */
function evaluateAt(
  surface: Surface,
  theta: Walker["theta"],
  t: number,
  noise: Float64Array,
  conditions: Conditions,
): number {
  const [[value], [dx], [dy]] = slopesAt(surface, [theta.data]);
  theta.grad = treated([dx, dy], theta.data, t, noise, conditions);
  return value;
}

/** Takes step t + 1. A point far away or not finite ends the path before it. */
function advance(walker: Walker, t: number, evaluateAgain: (theta: Walker["theta"]) => number): void {
  const { optimizer, theta, showsAverage } = walker;
  if (optimizer.rule.beforeStep === undefined) optimizer.step();
  else {
    optimizer.step(() => evaluateAgain(theta));
    walker.gradients.set(theta.grad, 2 * t);
  }
  walker.diverged = !theta.data.every((value) => Math.abs(value) <= farAway);
  if (walker.diverged) return;
  if (showsAverage) optimizer.eval();
  walker.points.set(theta.data, 2 * (t + 1));
  optimizer.train();
  walker.last = t + 1;
}
