import { NdArray } from "../array/ndArray.ts";
import { showShape, sizeOf } from "../array/shape.ts";
import type { Examples } from "./dataset.ts";
import { columnStatistics } from "./support/columnStatistics.ts";

/**
 * Rescales every feature to mean 0 and standard deviation 1, by the statistics of the first data set, the training set.
 *
 *     x′ = (x − μ) / σ          μ, σ of each feature of the first data set, in Float64; x′ is rounded once, to Float32
 *
 * A feature that is constant in the first data set becomes 0 in all of them. Its weights get no gradient, so another
 * value would only add noise. Initial weights assume inputs of about size 1. Other scales train badly.
 * Throws RangeError for a first data set without examples, and for another number of features.
 *
 * @example standardize(dataset("", new Float32Array([1, 3]), [2, 1], [0, 1], 2))[0].inputs.data // [-1, 1]
 */
export function standardize<const D extends readonly [Examples, ...Examples[]]>(
  ...sets: D
): { -readonly [part in keyof D]: D[part] } {
  const { mean, deviation } = statistics(sets[0].inputs);
  const size = mean.length;
  return sets.map((set) => {
    const { data, shape } = set.inputs;
    const found = sizeOf(shape.slice(1));
    if (found !== size)
      throw new RangeError(`standardize: each data set must have the ${size} features of the first, got ${found}`);
    const values = new Float32Array(data.length);
    for (let i = 0; i < values.length; i++) {
      const feature = i % size;
      values[i] = deviation[feature] === 0 ? 0 : (data[i] - mean[feature]) / deviation[feature];
    }
    return { ...set, inputs: new NdArray(values, shape) };
  }) as { -readonly [part in keyof D]: D[part] };
}

/** Mean and standard deviation of every feature. Throws RangeError without any, and where squares overflow. */
function statistics({ data, shape }: NdArray): { mean: Float64Array; deviation: Float64Array } {
  const n = shape[0];
  const size = sizeOf(shape.slice(1));
  if (n === 0 || size === 0)
    throw new RangeError(`standardize: the first data set must have examples and features, got ${showShape(shape)}`);
  const [mean, deviation] = [new Float64Array(size), new Float64Array(size)];
  for (let j = 0; j < size; j++) {
    const feature = columnStatistics(n, (i) => data[i * size + j]);
    [mean[j], deviation[j]] = [feature.mean, feature.deviation];
    if (!Number.isFinite(deviation[j]))
      throw new RangeError(
        `standardize: squares of feature ${j} must fit Float64, got deviation ${deviation[j]}; rescale it`,
      );
  }
  return { mean, deviation };
}
