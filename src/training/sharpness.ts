import { Random } from "../autograd/random.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { checkArgument } from "../check/checkArgument.ts";
import { checkOptions } from "../check/checkOptions.ts";
import { describeValue } from "../check/describeValue.ts";
import { count, positive } from "../check/kinds.ts";
import { differenceOfGradients, type Gradient } from "../math/differenceOfGradients.ts";
import { lanczos } from "../math/lanczos.ts";
import type { Module } from "../nn/index.ts";
import { type Differentiable, type LossOrWeights, withGradient } from "./support/withGradient.ts";

export interface SharpnessOptions {
  /** Draws the first vector. Default: `new Random(0)`. */
  random?: Random;
  /** The largest residual that counts as converged, relative to the largest |eigenvalue| found. Default: 1e-6. */
  tolerance?: number;
  /** The most products with the Hessian, two gradients each. Default: 100. */
  iterations?: number;
  /** P, one number > 0 per weight, such as Adam's √v̂ + ε: the eigenvalue is that of P⁻¹H. [weights] */
  preconditioner?: ArrayLike<number>;
}

export interface Sharpness {
  /** λ, the largest eigenvalue. */
  eigenvalue: number;
  /** Its unit vector x; with a preconditioner, of P^(−1/2) H P^(−1/2). [weights] */
  eigenvector: Float64Array;
  /** Products with the Hessian until the search ended. */
  iterations: number;
  /** True if the residual is within the tolerance. */
  converged: boolean;
  /** ‖H x − λ x‖, by one more product at half the distance. A kink of relu close to θ makes it large. */
  residual: number;
}

/**
 * Returns the largest eigenvalue of the loss's Hessian, called sharpness, by Lanczos over products of `hvp`.
 *
 * Gradient descent at the learning rate η leaves a minimum with λ > 2/η; heavy-ball momentum β one with
 * λ > (2 + 2β)/η — Cohen et al., "Gradient Descent on Neural Networks Typically Occurs at the Edge of Stability",
 * ICLR 2021. Adam's bound holds for P⁻¹H: (2 + 2β₁) / ((1 − β₁) η), which is 38/η at β₁ = 0.9 — Cohen et al.,
 * "Adaptive Gradient Methods at the Edge of Stability", 2022.
 *
 * The arguments are those of `hvp`. Throws a RangeError for a gradient that is not finite.
 *
 * @example sharpness(([x, y]) => [2 * x, 8 * y], [3, 1]).eigenvalue.toFixed(6) // "8.000000"
 */
export function sharpness(model: Module | readonly Tensor[], loss: () => Tensor, options?: SharpnessOptions): Sharpness;
export function sharpness(gradient: Gradient, theta: ArrayLike<number>, options?: SharpnessOptions): Sharpness;
export function sharpness(of: Differentiable, at: LossOrWeights, options: SharpnessOptions = {}): Sharpness {
  checkOptions("sharpness", options, ["random", "tolerance", "iterations", "preconditioner"]);
  const tolerance = checkArgument("sharpness", "tolerance", options.tolerance, positive.or(1e-6));
  const most = checkArgument("sharpness", "iterations", options.iterations, count.or(100));
  const random = options.random ?? new Random(0);
  return withGradient("sharpness", of, at, (gradient, theta) => {
    if (theta.length === 0) throw new RangeError("sharpness: needs at least 1 weight, got 0");
    const roots = rootsOf(options.preconditioner, theta.length);
    const product = (v: Float64Array, share = 1): Float64Array =>
      differenceOfGradients(gradient, theta, over(v, roots), share).map((x, i) => x / roots[i]);
    const start = theta.map(() => random.normal());
    // Half of the tolerance is left to the errors of differences.
    const found = lanczos((v) => product(v), start, { tolerance: tolerance / 2, most });
    const { eigenvalue, eigenvector, iterations, scale } = found;
    const rest = product(eigenvector, 0.5).map((x, i) => x - eigenvalue * eigenvector[i]);
    const residual = Math.sqrt(rest.reduce((sum, x) => sum + x * x, 0));
    return { eigenvalue, eigenvector, iterations, converged: residual <= tolerance * scale, residual };
  });
}

/** √P, or ones. */
function rootsOf(preconditioner: ArrayLike<number> | undefined, n: number): Float64Array {
  if (preconditioner === undefined) return new Float64Array(n).fill(1);
  if (preconditioner?.length !== n)
    throw new RangeError(
      `sharpness: preconditioner must have ${n} numbers, one per weight, got ${preconditioner?.length ?? describeValue(preconditioner)}`,
    );
  const wrong = Array.from(preconditioner).findIndex((x) => !positive.holds(x));
  if (wrong >= 0)
    throw new RangeError(`sharpness: preconditioner must be > 0, got ${preconditioner[wrong]} at index ${wrong}`);
  return Float64Array.from(preconditioner, Math.sqrt);
}

const over = (v: Float64Array, roots: Float64Array): Float64Array => v.map((x, i) => x / roots[i]);
