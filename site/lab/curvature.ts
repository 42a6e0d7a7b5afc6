/** @file The largest curvature along every path, beside the largest at which its rule stays near a minimum. */
import { short } from "../../src/cli/terminal/numbers.ts";
import { slopeAt } from "../../src/data/surfaces/slopeAt.ts";
import { Optimizer } from "../../src/optim/index.ts";
import { sharpness } from "../../src/training/sharpness.ts";
import { ruleOf } from "./choice.ts";
import type { Run } from "./run.ts";
import { boundAt, boundedRules, preconditionerOf } from "./stability.ts";
import type { LabState } from "./state.ts";

/** The number of points of a path at which the curvature is measured. */
const measured = 40;

/** The curvature along one path. Entry t belongs to step t; NaN where it was not measured. */
export interface Curvature {
  /** The largest eigenvalue of the Hessian, of P⁻¹H for rules that divide by a root. */
  readonly eigenvalues: Float64Array;
  /** The same over the bound: above 1 the rule leaves a minimum. */
  readonly ratios: Float64Array;
  /** The bound; null for rules without a published one. */
  readonly bound: ReturnType<typeof boundAt>;
}

/** The words below a chart of curvatures. */
export const curvatureNote =
  "The largest eigenvalue of the Hessian over the rule's bound: 2/η for sgd, more for momentum, 38/η for adam, whose " +
  `Hessian is divided by √v̂ + ε. Above the line a rule leaves a minimum. Drawn for ${boundedRules.join(", ")}.`;

/** Steps between two measurements. */
const measuredEvery = (steps: number): number => Math.max(1, Math.ceil(steps / measured));

/** Measures the curvature along path i, and holds each value until the next. */
export function curvatureOf(run: Run, state: LabState, i: number): Curvature {
  const { last, gradients, points } = run.paths[i];
  const [choice, lr] = [state.choices[i], run.rates[i]];
  const bound = boundAt(choice, lr);
  const eigenvalues = new Float64Array(state.steps + 1).fill(Number.NaN);
  if (bound === null) return { eigenvalues, ratios: eigenvalues, bound };
  const theta = { data: Float64Array.from(run.start), grad: new Float64Array(2), shape: [2] };
  const optimizer = new Optimizer([theta], ruleOf(choice, lr), { nonFinite: "allow" });
  const every = measuredEvery(state.steps);
  for (let t = 0; t <= last; t++) {
    if (t > 0) {
      theta.grad.set(gradients.subarray(2 * t - 2, 2 * t));
      optimizer.step();
    }
    if (t % every !== 0) eigenvalues[t] = eigenvalues[t - 1];
    else {
      const P = preconditionerOf(choice, lr, optimizer);
      const at = points.subarray(2 * t, 2 * t + 2);
      eigenvalues[t] = P === null ? Number.NaN : largest(run, at, state.decay, P);
    }
  }
  return { eigenvalues, ratios: eigenvalues.map((x) => x / bound.value), bound };
}

/** The largest eigenvalue at a point. NaN where the function has no finite gradient. */
function largest({ surface }: Run, at: Float64Array, decay: number, P: Float64Array | undefined): number {
  const gradient = (theta: Float64Array) =>
    slopeAt(surface, [theta[0], theta[1]]).gradient.map((g, i) => g + decay * theta[i]);
  try {
    return sharpness(gradient, at, P && { preconditioner: P }).eigenvalue;
  } catch (error) {
    if (error instanceof RangeError) return Number.NaN;
    throw error;
  }
}

/** `sgd 23.24 of 20.00 (2/η), above`, for every rule with a bound. */
export function curvatureText(
  names: readonly string[],
  all: readonly Pick<Curvature, "eigenvalues" | "bound">[],
  t: number,
): string {
  const parts = all.flatMap(({ eigenvalues, bound }, i) => {
    const value = eigenvalues[t];
    if (bound === null || Number.isNaN(value)) return [];
    const above = value > 1.001 * bound.value ? ", above" : "";
    return [`${names[i]} ${short(value)} of ${short(bound.value)} (${bound.text})${above}`];
  });
  return parts.length === 0
    ? `At step ${t}, no rule has a curvature and a bound to compare.`
    : `At step ${t}: ${parts.join("; ")}.`;
}
