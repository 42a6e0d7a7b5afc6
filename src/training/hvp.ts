import type { Tensor } from "../autograd/tensor.ts";
import { describeValue } from "../check/describeValue.ts";
import { differenceOfGradients, type Gradient } from "../math/differenceOfGradients.ts";
import type { Module } from "../nn/index.ts";
import { type Differentiable, type LossOrWeights, withGradient } from "./support/withGradient.ts";

/**
 * Returns the product of the loss's Hessian H with a vector, by a central difference of Float64 gradients g.
 *
 *     H v ≈ (g(θ + h v) − g(θ − h v)) / 2h          h = 6·10⁻⁶ max(1, max |θ|) / ‖v‖
 *     v: [weights]   →   [weights]                  in the order of parameters(); frozen ones are left out
 *
 * Relative errors are about 10⁻¹⁰: h is near ∛ε, where truncation (h²) and rounding (1/h) balance. At a kink of relu
 * or max within h of θ the result is wrong, since no second derivative exists there.
 *
 * The first argument is a model, tensors, or a function that returns the gradient at given weights. Dropout drops the
 * same units in every evaluation. Batch norm keeps its mode. Weights, gradients and statistics stay as they were.
 * Throws a RangeError if v does not have one finite number per weight, or a gradient is not finite.
 *
 * @example [...hvp(([x, y]) => [2 * x, 8 * y], [3, 1], [1, 1])].map(Math.round) // [2, 8]
 */
export function hvp(model: Module | readonly Tensor[], loss: () => Tensor, v: ArrayLike<number>): Float64Array;
export function hvp(gradient: Gradient, theta: ArrayLike<number>, v: ArrayLike<number>): Float64Array;
export function hvp(of: Differentiable, at: LossOrWeights, v: ArrayLike<number>): Float64Array {
  return withGradient("hvp", of, at, (gradient, theta) => {
    if (v?.length !== theta.length)
      throw new RangeError(
        `hvp: v must have ${theta.length} numbers, one per weight, got ${v?.length ?? describeValue(v)}`,
      );
    const wrong = Array.from(v).findIndex((x) => !Number.isFinite(x));
    if (wrong >= 0) throw new RangeError(`hvp: v must be finite, got ${v[wrong]} at index ${wrong}`);
    return differenceOfGradients(gradient, theta, v);
  });
}
