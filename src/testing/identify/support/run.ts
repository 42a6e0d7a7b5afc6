/** @file A recording as the search reads it: flat Float64 arrays, one for every step. */
import { placeOf } from "../../../array/placeOf.ts";
import type { Shape } from "../../../array/shape.ts";
import type { Precision } from "./precision.ts";

/** One tensor: its name, its shape, and its place in the flat arrays. */
export interface TensorPlace {
  readonly name: string;
  readonly shape: Shape;
  readonly start: number;
  readonly length: number;
}

export interface Run {
  /** The number of updates T. */
  readonly steps: number;
  /** The number of weights n of all tensors together. */
  readonly weights: number;
  readonly tensors: readonly TensorPlace[];
  /** θ₀ … θ_T. [T + 1][n] */
  readonly theta: readonly Float64Array[];
  /** g₁ … g_T. [T][n] */
  readonly gradients: readonly Float64Array[];
  readonly precision: Precision;
}

/** The first steps of a run. */
export const firstSteps = (run: Run, steps: number): Run =>
  steps >= run.steps
    ? run
    : { ...run, steps, theta: run.theta.slice(0, steps + 1), gradients: run.gradients.slice(0, steps) };

/** Some weights of a run, as one vector. Only for rules whose weights do not influence each other. */
export function someWeights(run: Run, at: readonly number[]): Run {
  const pick = (values: Float64Array): Float64Array => Float64Array.from(at, (i) => values[i]);
  const tensors = [{ name: "", shape: [at.length], start: 0, length: at.length }];
  const { theta, gradients } = run;
  return { ...run, weights: at.length, tensors, theta: theta.map(pick), gradients: gradients.map(pick) };
}

/** The name of a weight for messages: `weight[3]`, or `theta[3]` in a recording of one unnamed tensor. */
export function weightName({ tensors }: Pick<Run, "tensors">, index: number): string {
  const place = tensors.find(({ start, length }) => index < start + length) ?? tensors[tensors.length - 1];
  const coordinates = placeOf(index - place.start, place.shape);
  return `${place.name === "" ? "theta" : place.name}${coordinates.length > 0 ? `[${coordinates}]` : ""}`;
}
