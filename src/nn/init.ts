/** @file Initial values for weights, drawn from a seeded generator. Each function fills a tensor in place. */
import type { Random } from "../autograd/random.ts";
import type { Tensor } from "../autograd/tensor.ts";
import { type Shape, showShape, sizeOf } from "../kernels/array.ts";

/** How many inputs and outputs one weight of a [out, in, …kernel] tensor has. */
export function fans(shape: Shape): { fanIn: number; fanOut: number } {
  if (shape.length < 2)
    throw new RangeError(`init: ${showShape(shape)} has no fan-in; it needs at least 2 axes, [out, in]`);
  const kernel = sizeOf(shape.slice(2));
  return { fanIn: shape[1] * kernel, fanOut: shape[0] * kernel };
}

/** U(low, high). */
export function uniformInit(weight: Tensor, random: Random, low = -1, high = 1): Tensor {
  weight.assign(Float64Array.from({ length: weight.size }, () => random.uniform(low, high)));
  return weight;
}

/** N(mean, deviation²). */
export function normalInit(weight: Tensor, random: Random, mean = 0, deviation = 1): Tensor {
  weight.assign(Float64Array.from({ length: weight.size }, () => random.normal(mean, deviation)));
  return weight;
}

/**
 * U(−b, b) with b = gain √(3 / fanIn): keeps the variance of activations through ReLU layers when gain = √2.
 *
 * He et al., "Delving Deep into Rectifiers", ICCV 2015, equation 10.
 */
export function kaimingUniform(weight: Tensor, random: Random, gain = Math.SQRT2): Tensor {
  const bound = gain * Math.sqrt(3 / fans(weight.shape).fanIn);
  return uniformInit(weight, random, -bound, bound);
}

/** N(0, gain² / fanIn); see `kaimingUniform`. */
export function kaimingNormal(weight: Tensor, random: Random, gain = Math.SQRT2): Tensor {
  return normalInit(weight, random, 0, gain / Math.sqrt(fans(weight.shape).fanIn));
}

/**
 * U(−b, b) with b = gain √(6 / (fanIn + fanOut)): keeps variances forward and backward through linear layers.
 *
 * Glorot & Bengio, "Understanding the difficulty of training deep feedforward neural networks", AISTATS 2010, equation 16.
 */
export function xavierUniform(weight: Tensor, random: Random, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(weight.shape);
  const bound = gain * Math.sqrt(6 / (fanIn + fanOut));
  return uniformInit(weight, random, -bound, bound);
}

/** N(0, 2 gain² / (fanIn + fanOut)); see `xavierUniform`. */
export function xavierNormal(weight: Tensor, random: Random, gain = 1): Tensor {
  const { fanIn, fanOut } = fans(weight.shape);
  return normalInit(weight, random, 0, gain * Math.sqrt(2 / (fanIn + fanOut)));
}

/**
 * Orthonormal rows (or columns, whichever are fewer), times `gain`: lengths are kept exactly.
 *
 * Saxe, McClelland & Ganguli, "Exact solutions to the nonlinear dynamics of learning", ICLR 2014.
 * Gram-Schmidt, done twice: once loses orthogonality to rounding.
 */
export function orthogonal(weight: Tensor, random: Random, gain = 1): Tensor {
  fans(weight.shape);
  const rows = weight.shape[0];
  const columns = weight.size / rows;
  const count = Math.min(rows, columns);
  const length = Math.max(rows, columns);
  const vectors: Float64Array[] = [];
  while (vectors.length < count) {
    const vector = Float64Array.from({ length }, () => random.normal());
    for (let pass = 0; pass < 2; pass++) for (const other of vectors) removeProjection(vector, other);
    const norm = Math.sqrt(dot(vector, vector));
    if (norm > 1e-6) vectors.push(vector.map((x) => x / norm));
  }
  const at = (row: number, column: number) => (rows <= columns ? vectors[row][column] : vectors[column][row]);
  weight.assign(Float64Array.from({ length: weight.size }, (_, i) => gain * at(Math.floor(i / columns), i % columns)));
  return weight;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function removeProjection(vector: Float64Array, unit: Float64Array): void {
  const share = dot(vector, unit);
  for (let i = 0; i < vector.length; i++) vector[i] -= share * unit[i];
}
