import type { Shape } from "../array/shape.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { unknownName } from "../check/unknownName.ts";
import { loadTrajectories } from "../generated/trajectories/index.ts";
import type { Made } from "./golden.ts";

/** A trajectory as it is stored, with decimals that need rounding to Float32 and no name of the default form. */
export interface ShippedTrajectory extends Made {
  shape: Shape;
  theta0: readonly number[];
  gradients: readonly (readonly number[])[];
  steps: readonly number[];
  theta: readonly (readonly string[])[];
  average?: readonly (readonly string[])[];
}

/** The path of a rule on given gradients, computed in 50-digit arithmetic by a separate program. */
export interface Trajectory extends ShippedTrajectory {
  /** "" for the default form. */
  readonly variant: string;
  /** The shape of the tensor; weights and gradients are flat lists in its order. */
  readonly shape: Shape;
  /** The weights at the start, exact in Float32. [weights] */
  readonly theta0: readonly number[];
  /** The gradient of every step, exact in Float32, whatever the weights are. [steps][weights] */
  readonly gradients: readonly (readonly number[])[];
  /** The steps t after which `theta` has the weights. */
  readonly steps: readonly number[];
  /** The weights after those steps, decimal strings of 25 digits. `Number` reads them. [steps.length][weights] */
  readonly theta: readonly (readonly string[])[];
  /** The averaged weights of rules that keep an average. [steps.length][weights] */
  readonly average?: readonly (readonly string[])[];
}

const loaders: Readonly<Record<string, () => Promise<readonly ShippedTrajectory[]>>> = loadTrajectories;

/**
 * Loads the trajectories of a rule or wrapper with its default hyperparameters. They are of one variant, "" for the
 * default form, or of all forms if `variant` is left out.
 *
 *     for (const { gradients, steps, theta } of await trajectories("adam", { variant: "tensorflow" })) …
 *
 * Throws a RangeError on an unknown rule or variant.
 */
export async function trajectories(rule: string, options: { variant?: string } = {}): Promise<readonly Trajectory[]> {
  checkOptions("trajectories", options, ["variant"]);
  if (!Object.hasOwn(loaders, rule))
    throw new RangeError(unknownName("trajectories", "rule", rule, Object.keys(loaders)));
  const all = (await loaders[rule]()).map(
    (one): Trajectory => ({
      ...one,
      variant: one.variant ?? "",
      theta0: one.theta0.map(Math.fround),
      gradients: one.gradients.map((step) => step.map(Math.fround)),
    }),
  );
  const { variant } = options;
  const found = variant === undefined ? all : all.filter((one) => one.variant === variant);
  if (found.length > 0) return found;
  const names = [...new Set(all.map((one) => one.variant))].filter(Boolean);
  throw new RangeError(unknownName(rule, "variant", String(variant), names));
}
