import { tensor } from "../../src/autograd/create/tensor.ts";
import { Random } from "../../src/autograd/random.ts";
import type { Point, Surface } from "../../src/data/surfaces/surface.ts";
import { Optimizer, type Rule } from "../../src/optim/index.ts";
import { clippedNorm } from "../../src/optim/support/clip.ts";

/** A path down a function. Entry t belongs to the point after t steps. */
export interface Path {
  /** x and y in turns, [2 (steps + 1)]. */
  readonly points: Float64Array;
  /** f without noise. */
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
    for (const walker of walking) advance(walker, t);
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
  { clip = 0, decay = 0 }: Conditions,
): void {
  const [x, y] = [0, 1].map((axis) =>
    tensor(
      Float64Array.from(walkers, ({ theta }) => theta.data[axis]),
      { requiresGrad: true },
    ),
  );
  const f = surface.f(x, y);
  f.backward({ seed: new Float64Array(walkers.length).fill(1) });
  for (const [i, walker] of walkers.entries()) {
    walker.values[t] = f.data[i];
    const g = Float64Array.from([x, y], ({ grad }, axis) => (grad?.[i] ?? 0) + noise[2 * t + axis]);
    const clipped = clip > 0 ? clippedNorm(g, clip) : g;
    const { data, grad } = walker.theta;
    for (let axis = 0; axis < 2; axis++) grad[axis] = decay === 0 ? clipped[axis] : clipped[axis] + decay * data[axis];
    walker.gradients.set(grad, 2 * t);
  }
}

/** Takes step t + 1. A point far away or not finite ends the path before it. */
function advance(walker: Walker, t: number): void {
  walker.optimizer.step();
  const { data } = walker.theta;
  walker.diverged = !data.every((value) => Math.abs(value) <= farAway);
  if (walker.diverged) return;
  walker.points.set(data, 2 * (t + 1));
  walker.last = t + 1;
}
