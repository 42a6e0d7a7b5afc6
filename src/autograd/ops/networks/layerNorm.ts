import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, sameShape, showShape, sizeOf } from "../../../array/shape.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import type { Edge } from "../../edge.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * Layer normalisation — Ba, Kiros & Hinton, arXiv:1607.06450, equation 4, over the last axes, whose sizes are `shape`.
 *
 *     x̂ = (x − μ) / √(σ² + ε)          y = weight x̂ + bias          μ, σ² of each row by itself, σ² divided by n
 *     ∂L/∂x = (g − mean(g) − x̂ mean(x̂ g)) / √(σ² + ε)          g = weight ∂L/∂y, means over the row
 *
 * x: [batch, …, ...shape]   weight, bias: shape, or null (1 and 0)   →   the shape of x. ε stands inside the root.
 * Throws if x does not end in `shape`, or weight or bias do not have it.
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
  const { eps = 1e-5 } = options;
  checkShapes(x.shape, shape, { weight, bias });
  const n = sizeOf(shape);
  const { xHat, scale } = standardise(x.data, n, eps);
  const gain = weight?.data ?? new Float64Array(n).fill(1);
  const shift = bias?.data ?? new Float64Array(n);
  const y = makeZeros(x.data);
  for (let start = 0; start < y.length; start += n) {
    for (let j = 0; j < n; j++) y[start + j] = xHat[start + j] * gain[j] + shift[j];
  }
  const edges: Edge[] = [[x, (dy) => new NdArray(inputGradient(dy.data, xHat, scale, gain), x.shape)]];
  if (weight !== null) edges.push([weight, ({ data: dy }) => new NdArray(columnSums(dy, n, xHat), shape)]);
  if (bias !== null) edges.push([bias, ({ data: dy }) => new NdArray(columnSums(dy, n), shape)]);
  return record("layerNorm", new NdArray(y, x.shape), ...edges);
}

function checkShapes(x: Shape, shape: Shape, parts: Record<string, Tensor | null>): void {
  const tail = shape.length === 0 ? [] : x.slice(-shape.length);
  if (shape.length === 0 || sizeOf(shape) === 0 || !sameShape(tail, shape)) {
    throw new RangeError(
      `layerNorm: input ${showShape(x)} needs to end in the shape to normalise, ${showShape(shape)}`,
    );
  }
  for (const [name, part] of Object.entries(parts)) {
    if (part !== null && !sameShape(part.shape, shape)) {
      throw new RangeError(`layerNorm: ${name} ${showShape(part.shape)} needs to be ${showShape(shape)}`);
    }
  }
}

/** Every row of n elements with mean 0 and variance 1, and the 1 / √(σ² + ε) of each row. */
function standardise(x: Floats, n: number, eps: number): { xHat: Floats; scale: Float64Array } {
  const xHat = makeZeros(x);
  const scale = new Float64Array(x.length / n);
  for (let row = 0; row < scale.length; row++) {
    const end = (row + 1) * n;
    let mean = 0;
    for (let k = row * n; k < end; k++) mean += x[k] / n;
    let variance = 0;
    for (let k = row * n; k < end; k++) variance += ((x[k] - mean) * (x[k] - mean)) / n;
    scale[row] = 1 / Math.sqrt(variance + eps);
    for (let k = row * n; k < end; k++) xHat[k] = (x[k] - mean) * scale[row];
  }
  return { xHat, scale };
}

function inputGradient(dy: Floats, xHat: Floats, scale: Float64Array, gain: Floats): Floats {
  const dx = makeZeros(dy);
  const n = gain.length;
  const g = new Float64Array(n);
  for (let row = 0; row < scale.length; row++) {
    const start = row * n;
    let mean = 0;
    let along = 0;
    for (let j = 0; j < n; j++) {
      g[j] = dy[start + j] * gain[j];
      mean += g[j] / n;
      along += (g[j] * xHat[start + j]) / n;
    }
    for (let j = 0; j < n; j++) dx[start + j] = scale[row] * (g[j] - mean - xHat[start + j] * along);
  }
  return dx;
}

/** Σ dy over the rows, each element times its x̂ if given. */
function columnSums(dy: Floats, n: number, xHat?: Floats): Floats {
  const sums = new Float64Array(n);
  for (let start = 0; start < dy.length; start += n) {
    for (let j = 0; j < n; j++) sums[j] += xHat === undefined ? dy[start + j] : dy[start + j] * xHat[start + j];
  }
  const rounded = makeZeros(dy, n);
  rounded.set(sums);
  return rounded;
}
