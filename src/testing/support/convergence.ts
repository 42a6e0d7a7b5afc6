/** @file The rate of a rule's convergence on quadratics, and the learning rate above which it diverges. */
import type { Rule } from "../../optim/rule.ts";
import type { Optim } from "./claim.ts";
import { holds } from "./holds.ts";
import { last, norm } from "./numbers.ts";
import { quadratic } from "./quadratic.ts";
import { trajectory } from "./trajectory.ts";

/** The condition number of the quadratics for which papers state rates, and its root. */
export const kappa = 100;
export const root = Math.sqrt(kappa);

/** |θ| after 400 steps on ½λθ², from 1. */
const distance = (optim: Optim, rule: Rule, curvature: number): number =>
  Math.abs(last(trajectory(optim, rule, { start: [1], gradient: quadratic(curvature), steps: 400 }))[0]);

/** The factor by which one step shrinks the distance to the minimum, over the second half of the steps. */
export function rate(optim: Optim, rule: Rule, curvatures: readonly number[], steps: number): number {
  const run = { start: curvatures.map(() => 1), gradient: quadratic(...curvatures), steps };
  const sizes = trajectory(optim, rule, run).map(norm);
  return (sizes[steps] / sizes[steps / 2]) ** (2 / steps);
}

/** Throws unless the rule converges just below a bound of the learning rate and diverges just above. */
export function assertBound(optim: Optim, make: (lr: number) => Rule, curvature: number, bound: number): void {
  holds(distance(optim, make(0.98 * bound), curvature) < 0.5, `η = 0.98 · ${bound} converges`);
  holds(distance(optim, make(1.02 * bound), curvature) > 2, `η = 1.02 · ${bound} diverges`);
}
