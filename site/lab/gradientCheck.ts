/** @file The gradient of a function or of a network's loss, against central differences at many distances. */
import { tensor } from "../../src/autograd/create/tensor.ts";
import { short } from "../../src/cli/terminal/numbers.ts";
import { slopeAt } from "../../src/data/surfaces/slopeAt.ts";
import type { Surface } from "../../src/data/surfaces/surface.ts";
import { Optimizer } from "../../src/optim/index.ts";
import { type Sweep, type SweepPoint, sweep } from "../../src/testing/sweep.ts";
import { ruleOf } from "./choice.ts";
import { inspectedChoice } from "./inspection.ts";
import type { Run } from "./run.ts";
import type { LabState } from "./state.ts";

export interface GradientCheck {
  /** The largest relative error at each distance h. */
  readonly points: readonly SweepPoint[];
  readonly best: SweepPoint;
  /** The verdict, and what was measured, as sentences. */
  readonly words: readonly string[];
}

const right = "The gradient is right";

/** Differences cannot tell derivatives apart that are closer than this, as near a minimum. */
const indistinct = 1e-9;

/** The verdict on a relative error and its difference, by the thresholds of CS231n's notes on gradient checks. */
export function verdictOf(error: number, difference: number): string {
  if (error <= 1e-7 || difference <= indistinct) return right;
  if (error <= 1e-4) return "The gradient is right if the function has kinks, and wrong otherwise";
  return error <= 1e-2 ? "The gradient is probably wrong" : "The gradient is wrong";
}

/** The check of a sweep. `names` are those of its inputs. */
export function gradientCheck(found: Sweep, names: readonly string[]): GradientCheck {
  const { points, best, error, worst, kink, checked } = found;
  const place = checked <= names.length ? names[worst.input] : `${names[worst.input]}[${worst.index}]`;
  const last = points[points.length - 1];
  const verdict = verdictOf(error, Math.abs(worst.analytic - worst.numeric));
  return {
    points,
    best,
    words: [
      `${verdict}: ${checked} derivatives, relative error at most ${short(error)}, at ${place}.`,
      `Best h: ${best.step.toExponential()}. At larger h the third derivative adds an error of h²; at h = ${last.step.toExponential()} round-off has ${short(last.error)}.`,
      ...(kink === null || verdict === right
        ? []
        : [`A kink at ${place}: its slopes on both sides differ, so no derivative exists.`]),
    ],
  };
}

/**
 * Checks the function at the point of the inspected rule, or at the start. Also checks the rule's steps from the start.
 */
export function surfaceCheck(run: Run, state: LabState): GradientCheck {
  const i = inspectedChoice(state);
  const at = i < 0 ? run.start : pointAt(run, i, state.t);
  const inputs = [...at].map((value) => tensor([value], { dtype: "float64", requiresGrad: true }));
  const { words, ...check } = gradientCheck(sweep(run.surface.f as never, inputs), ["x", "y"]);
  if (i < 0) return { words, ...check };
  const { deviation, steps } = stepCheck(run, state, i);
  const told = `${run.names[i]} by differences: after ${steps} steps from the start at most ${short(deviation)} away from its path.`;
  return { ...check, words: [...words, told] };
}

const pointAt = ({ paths }: Run, i: number, t: number): Float64Array => {
  const at = 2 * Math.min(t, paths[i].last);
  return paths[i].points.subarray(at, at + 2);
};

const mostSteps = 20;

/** The largest distance between the path of a rule and its path with gradients by differences, over 20 steps. */
export function stepCheck(run: Run, state: LabState, i: number): { deviation: number; steps: number } {
  const steps = Math.min(mostSteps, run.paths[i].last);
  const rule = ruleOf(state.choices[i], run.rates[i]);
  const walk = (gradient: (x: number, y: number) => readonly number[]): Float64Array[] => {
    const theta = { data: Float64Array.from(run.start), grad: new Float64Array(2), shape: [2] };
    const optimizer = new Optimizer([theta], rule, { nonFinite: "allow" });
    return Array.from({ length: steps }, () => {
      theta.grad.set(gradient(theta.data[0], theta.data[1]));
      optimizer.step();
      return theta.data.slice();
    });
  };
  const exact = walk((x, y) => slopeAt(run.surface, [x, y]).gradient);
  const rough = walk((x, y) => differences(run.surface, x, y));
  const distances = exact.map(([x, y], t) => Math.hypot(x - rough[t][0], y - rough[t][1]));
  return { deviation: distances.reduce((most, one) => Math.max(most, one), 0), steps };
}

const h = 1e-5;

function differences(surface: Surface, x: number, y: number): [number, number] {
  const f = (dx: number, dy: number): number => slopeAt(surface, [x + dx, y + dy]).value;
  return [(f(h, 0) - f(-h, 0)) / (2 * h), (f(0, h) - f(0, -h)) / (2 * h)];
}
