import { makeDoubles, makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { checkShape, type Shape, sameShape, showShape, sizeOf } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { layerNorm as layerNormKernel } from "../../../kernels/layerNorm.ts";
import { layerNormGradient } from "../../../kernels/layerNormGradient.ts";
import type { Edge } from "../../edge.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";
import { remembered } from "../support/remembered.ts";

/**
 * Layer normalisation: Ba, Kiros & Hinton, arXiv:1607.06450, equation 4, over the last axes, whose sizes are `shape`.
 *
 *     x̂ = (x − μ) / √(σ² + ε)          y = weight x̂ + bias          μ, σ² of each row by itself, σ² divided by n
 *     ∂L/∂x = (g − mean(g) − x̂ mean(x̂ g)) / √(σ² + ε)          g = weight ∂L/∂y, means over the row
 *
 * x: [batch, …, ...shape]   weight, bias: shape, or null (1 and 0)   →   the shape of x. ε stands inside the root.
 * Throws unless x ends in `shape`, and weight and bias have it.
 *
 * @gradcheck layerNorm(randn(3, 4), [4], uniform(0.5, 2, 4), randn(4))
 * @gradcheck layerNorm(randn(2, 3, 4), [3, 4], uniform(0.5, 2, 3, 4))
 * @gradcheck layerNorm(randn(3, 4), [4], null, null, { eps: 0.5 })
 */
export function layerNorm(
  x: Tensor,
  shape: Shape,
  weight: Tensor | null = null,
  bias: Tensor | null = null,
  options: { eps?: number } = {},
): Tensor {
  needTensor("layerNorm", "the input", x);
  checkOptions("layerNorm", options, ["eps"]);
  checkShape("layerNorm", shape);
  checkShapes(x.shape, shape, { weight, bias });
  return recordNormalized(shape, options.eps ?? 1e-5, ...promote(x, weight, bias));
}

function recordNormalized(shape: Shape, eps: number, x: Tensor, weight: Tensor | null, bias: Tensor | null): Tensor {
  const n = sizeOf(shape);
  const values = x.data;
  const [mean, scale] = [makeDoubles(x.size / n), makeDoubles(x.size / n)];
  const gain = weight?.data ?? makeZeros(values, n).fill(1);
  const y = makeZeros(values);
  layerNormKernel(values, gain, bias?.data ?? makeZeros(values, n), y, mean, scale, eps);
  const gradients = remembered(({ data: dy }) => {
    const [dx, dWeight, dBias] = [x.size, n, n].map((size) => makeZeros(dy, size));
    layerNormGradient(dy, values, gain, mean, scale, dx, dWeight, dBias);
    return { dx, dWeight, dBias };
  });
  const edges: Edge[] = [[x, (dy) => new NdArray(gradients(dy).dx, x.shape)]];
  if (weight !== null) edges.push([weight, (dy) => new NdArray(gradients(dy).dWeight, shape)]);
  if (bias !== null) edges.push([bias, (dy) => new NdArray(gradients(dy).dBias, shape)]);
  return record("layerNorm", new NdArray(y, x.shape), ...edges);
}

function checkShapes(x: Shape, shape: Shape, parts: Record<string, Tensor | null>): void {
  if (shape.length === 0 || sizeOf(shape) === 0)
    throw new RangeError(`layerNorm: the shape must have 1 or more axes, none of size 0, got ${showShape(shape)}`);
  if (!sameShape(x.slice(-shape.length), shape))
    throw new RangeError(`layerNorm: the input must end in the shape ${showShape(shape)}, got ${showShape(x)}`);
  for (const [name, part] of Object.entries(parts)) {
    if (part === null) continue;
    needTensor("layerNorm", name, part);
    if (!sameShape(part.shape, shape))
      throw new RangeError(`layerNorm: ${name} must be ${showShape(shape)}, got ${showShape(part.shape)}`);
  }
}
