/**
 * @file Checks gradients against central differences in Float64, where both agree to about 1e-9.
 * Float32 rounding would hide errors below one in a thousand.
 */

import { makeZeros } from "../array/makeZeros.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { Random } from "./random.ts";
import { gradcheckMessage } from "./support/gradcheckMessage.ts";
import { kinkOf, type Slopes } from "./support/kinkOf.ts";
import type { Tensor } from "./tensor.ts";

export interface GradcheckOptions {
  /** The distance of the central difference, times max(1, |x|). */
  step?: number;
  /** The largest relative error |a − n| / max(|a|, |n|, floor) that passes. */
  tolerance?: number;
  /** The number of elements to check per input, drawn by `seed`. The random direction uses all. Default: all. */
  elements?: number;
  seed?: number;
}

/** One element's derivative, by the tape and by differences. */
export interface CheckedElement {
  input: number;
  index: number;
  analytic: number;
  numeric: number;
  error: number;
}

/** An element at which the function has no derivative, with its slopes on both sides. */
export interface Kink extends Slopes {
  input: number;
  index: number;
}

export interface GradcheckReport {
  passed: boolean;
  /** The verdict in words: which elements differ, by how much, and where a kink is the reason. */
  message: string;
  /** The element whose derivatives differ most. */
  worst: CheckedElement;
  /** Every element checked. Every `step` checks the same ones in the same order. */
  checked: readonly CheckedElement[];
  /** The same comparison along one random direction through all inputs together. */
  directional: { analytic: number; numeric: number; error: number };
  /** The kinks at the ten elements that differ most. */
  kinks: readonly Kink[];
}

/**
 * Compares the tape's gradient of `f` with central differences, element by element and along a random direction.
 *
 *     ∂(w·f)/∂xᵢ ≈ (w·f(x + h eᵢ) − w·f(x − h eᵢ)) / 2h          w random, so that every output counts
 *
 * `inputs` are Float64 tensors. Those with `requiresGrad` are checked: each element is changed and restored.
 * Choose inputs away from kinks (relu at 0, ties of max), where no derivative exists: the report names those it meets.
 *
 * @example gradcheck((x) => exp(x), [tensor([0.3, -1], { dtype: "float64", requiresGrad: true })]).passed // true
 */
export function gradcheck(
  f: (...inputs: Tensor[]) => Tensor,
  inputs: readonly Tensor[],
  options: GradcheckOptions = {},
): GradcheckReport {
  checkOptions("gradcheck", options, ["step", "tolerance", "elements", "seed"]);
  const { step = 5e-6, tolerance = 1e-7, elements = Infinity, seed = 1 } = options;
  if (!Array.isArray(inputs))
    throw new TypeError(`gradcheck: inputs must be a list of tensors, got ${describeValue(inputs)}; use [x]`);
  const differentiable = inputs.filter((x) => x.requiresGrad);
  checkInputs(inputs, differentiable);
  const random = new Random(seed);
  const y = outputOf(f, inputs);
  const weights = Float64Array.from({ length: y.size }, () => random.uniform(0.5, 1.5) * (random.bits() & 1 ? 1 : -1));
  const weighted = (): number => {
    const { data } = f(...inputs);
    let sum = 0;
    for (let i = 0; i < data.length; i++) sum += weights[i] * data[i];
    return sum;
  };
  const analytic = analyticGradients(y, weights, differentiable);
  const pairs = differentiable.flatMap((x, k) =>
    someOf(x.size, elements, random).map((index): Pair => {
      const numeric = numericDerivative(x, index, weighted, step);
      return { input: inputs.indexOf(x), index, analytic: analytic[k][index], numeric };
    }),
  );
  const floor = 1e-3 * largest(analytic, pairs);
  const checked = pairs.map((pair) => ({ ...pair, error: relativeError(pair.analytic, pair.numeric, floor) }));
  const worstFirst = [...checked].sort((a, b) => b.error - a.error);
  const [worst = nothing] = worstFirst;
  const directional = alongDirection(differentiable, analytic, weighted, step, random);
  const passed = worst.error <= tolerance && directional.error <= tolerance;
  const wrong = worstFirst.filter(({ error }) => error > tolerance);
  const report = { passed, worst, checked, directional, kinks: kinksOf(wrong, inputs, weighted, step) };
  return {
    ...report,
    message: y.requiresGrad || passed ? gradcheckMessage(report, wrong, inputs, tolerance) : cutGraph,
  };
}

const cutGraph =
  "the gradient is 0 everywhere: the tape does not connect the result with an input; detach(), item() or data cuts it";

function outputOf(f: (...inputs: Tensor[]) => Tensor, inputs: readonly Tensor[]): Tensor {
  if (typeof f !== "function") throw new TypeError(`gradcheck: f must be a function, got ${describeValue(f)}`);
  const y: unknown = f(...inputs);
  // Without `instanceof`, which would bring the class with every op to a page that imports gradcheck alone.
  if (typeof (y as Tensor | null)?.backward === "function") return y as Tensor;
  throw new TypeError(`gradcheck: f must return a tensor, got ${describeValue(y)}`);
}

function kinksOf(wrong: readonly CheckedElement[], inputs: readonly Tensor[], f: () => number, step: number): Kink[] {
  return wrong.slice(0, 10).flatMap(({ input, index }) => {
    const { data } = inputs[input];
    const found = kinkOf(data, index, f, step * Math.max(1, Math.abs(data[index])));
    return found === null ? [] : [{ input, index, ...found }];
  });
}

function checkInputs(inputs: readonly Tensor[], checked: readonly Tensor[]): void {
  if (checked.length === 0)
    throw new Error("gradcheck: an input must require a gradient, got none; create it with { requiresGrad: true }");
  for (const [i, x] of inputs.entries()) {
    if (x.data instanceof Float32Array) {
      throw new TypeError(
        `gradcheck: input ${i} must be Float64, got Float32, too coarse for differences; use { dtype: "float64" }`,
      );
    }
    if (!x.isLeaf && x.requiresGrad)
      throw new Error(`gradcheck: input ${i} must be a leaf, got a result of ${x.op}; pass its detach()`);
  }
}

/** Returns the tape's gradients. The inputs' `grad` stays as it was. */
function analyticGradients(y: Tensor, weights: Float64Array, inputs: readonly Tensor[]): Float64Array[] {
  const before = inputs.map((x) => x.grad);
  for (const x of inputs) x.grad = null;
  if (y.requiresGrad) y.backward({ seed: weights });
  const gradients = inputs.map((x) => Float64Array.from(x.grad ?? makeZeros(x.data)));
  for (const [i, x] of inputs.entries()) x.grad = before[i];
  return gradients;
}

type Pair = Omit<CheckedElement, "error">;

/** The worst element where all inputs are empty. */
const nothing: CheckedElement = { input: 0, index: 0, analytic: 0, numeric: 0, error: 0 };

/** Positions among `size`: all of them, or the number asked for. */
function someOf(size: number, count: number, random: Random): number[] {
  const all = Array.from({ length: size }, (_, i) => i);
  return count >= size ? all : random.shuffle(all).slice(0, count);
}

function numericDerivative({ data }: Tensor, i: number, f: () => number, step: number): number {
  const value = data[i];
  const h = step * Math.max(1, Math.abs(value));
  data[i] = value + h;
  const above = f();
  data[i] = value - h;
  const below = f();
  data[i] = value;
  return (above - below) / (value + h - (value - h));
}

function alongDirection(
  inputs: readonly Tensor[],
  gradients: Float64Array[],
  f: () => number,
  h: number,
  random: Random,
) {
  const before = inputs.map((x) => x.data.slice());
  const directions = inputs.map((x) => Float64Array.from(x.data, () => random.normal()));
  const at = (distance: number): number => {
    for (const [k, x] of inputs.entries()) x.data.set(before[k].map((value, i) => value + distance * directions[k][i]));
    return f();
  };
  const numeric = (at(h) - at(-h)) / (2 * h);
  for (const [k, x] of inputs.entries()) x.data.set(before[k]);
  let analytic = 0;
  let scale = 0;
  for (const [k, gradient] of gradients.entries()) {
    for (let i = 0; i < gradient.length; i++) {
      analytic += gradient[i] * directions[k][i];
      scale += Math.abs(gradient[i] * directions[k][i]);
    }
  }
  return { analytic, numeric, error: relativeError(analytic, numeric, 1e-2 * scale) };
}

function relativeError(analytic: number, numeric: number, floor: number): number {
  if (analytic === numeric) return 0;
  const error = Math.abs(analytic - numeric) / Math.max(Math.abs(analytic), Math.abs(numeric), floor);
  return Number.isNaN(error) ? Infinity : error;
}

function largest(analytic: readonly Float64Array[], pairs: readonly Pair[]): number {
  let result = Number.MIN_VALUE;
  for (const derivatives of [...analytic, pairs.map(({ numeric }) => numeric)])
    for (const value of derivatives) result = Math.max(result, Math.abs(value));
  return result;
}
