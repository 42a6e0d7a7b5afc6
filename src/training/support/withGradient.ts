import type { Tensor } from "../../autograd/tensor.ts";
import { describeValue } from "../../check/describeValue.ts";
import type { Gradient } from "../../math/differenceOfGradients.ts";
import type { Module } from "../../nn/index.ts";
import { inFloat64 } from "../../nn/support/inFloat64.ts";
import { rememberGenerators } from "../../nn/support/rememberGenerators.ts";

/** A model, its weights as tensors, or a function that returns the gradient of a loss. */
export type Differentiable = Module | readonly Tensor[] | Gradient;

/** The loss of a model or of tensors, or the weights at which a gradient function is evaluated. */
export type LossOrWeights = (() => Tensor) | ArrayLike<number>;

/**
 * Passes the gradient of a loss as a function of all weights, in Float64, to `work`, and the present weights. [weights]
 *
 * Every evaluation of a model starts from the same states of its random generators. Afterwards the weights, their
 * gradients, running statistics and generators are as they were.
 */
export function withGradient<T>(
  who: string,
  of: Differentiable,
  at: LossOrWeights,
  work: (gradient: Gradient, theta: Float64Array) => T,
): T {
  if (typeof of === "function") {
    if (typeof at === "function" || typeof at?.length !== "number")
      throw new TypeError(`${who}: weights must be a list of numbers, got ${describeValue(at)}`);
    return work(checked(who, of), Float64Array.from(at));
  }
  if (typeof at !== "function")
    throw new TypeError(`${who}: loss must be a function that returns a tensor, got ${describeValue(at)}`);
  const { weights, others, rewind } = partsOf(who, of);
  const before = weights.map(({ grad }) => grad);
  try {
    return inFloat64([...weights, ...others], () => {
      const theta = Float64Array.from(weights.flatMap(({ data }) => [...data]));
      return work(checked(who, tapeGradient(who, weights, at, rewind)), theta);
    });
  } finally {
    rewind();
    for (const [i, x] of weights.entries()) x.grad = before[i];
  }
}

/** The trained weights, the other tensors that an evaluation may change, and the way back of random generators. */
function partsOf(who: string, of: Module | readonly Tensor[]) {
  const isModule = typeof (of as Module | null)?.namedParameters === "function";
  if (!isModule && !Array.isArray(of))
    throw new TypeError(`${who}: needs a model, a list of tensors or a gradient function, got ${describeValue(of)}`);
  const model = of as Module;
  const tensors = isModule ? model.parameters() : [...(of as readonly Tensor[])];
  const weights = tensors.filter(({ requiresGrad }) => requiresGrad);
  if (weights.length === 0) throw new Error(`${who}: a weight must require a gradient, got none`);
  const inner = weights.find(({ isLeaf }) => !isLeaf);
  if (inner) throw new Error(`${who}: weights must be leaves, got a result of ${inner.op}; pass what it is made of`);
  return {
    weights,
    others: isModule ? model.namedBuffers().map(([, buffer]) => buffer) : [],
    rewind: isModule ? rememberGenerators(model) : () => {},
  };
}

function tapeGradient(who: string, weights: readonly Tensor[], loss: () => Tensor, rewind: () => void): Gradient {
  return (theta) => {
    let from = 0;
    for (const x of weights) {
      x.data.set(theta.subarray(from, from + x.size));
      x.grad = null;
      from += x.size;
    }
    rewind();
    const value: unknown = loss();
    if (typeof (value as Tensor | null)?.backward !== "function")
      throw new TypeError(`${who}: loss must return a tensor, got ${describeValue(value)}`);
    (value as Tensor).backward();
    return Float64Array.from(weights.flatMap(({ grad, size }) => [...(grad ?? new Float64Array(size))]));
  };
}

/** The same gradient, refused where its length differs or a number is not finite. */
const checked =
  (who: string, gradient: Gradient): Gradient =>
  (theta) => {
    const g = gradient(theta);
    if (g?.length !== theta.length)
      throw new RangeError(
        `${who}: the gradient must have ${theta.length} numbers, got ${g?.length ?? describeValue(g)}`,
      );
    for (let i = 0; i < g.length; i++) {
      if (!Number.isFinite(g[i]))
        throw new RangeError(`${who}: the gradient must be finite, got ${g[i]} at weight ${i}`);
    }
    return g;
  };
