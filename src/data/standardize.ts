import { makeZeros } from "../array/makeZeros.ts";
import { NdArray } from "../array/ndArray.ts";
import { sizeOf } from "../array/shape.ts";
import type { Examples } from "./dataset.ts";

/**
 * Data sets whose features have mean 0 and standard deviation 1 over the examples of the first, on which the model is
 * trained; the others are moved and scaled by the same numbers.
 *
 *     x′ = (x − μ) / σ          μ, σ of each feature of the first data set; a feature that never varies becomes 0
 *
 * Networks start with weights for inputs of about this size: columns of hundreds beside columns of hundredths train badly.
 *
 * @example standardize(regressionDataset("", new Float32Array([1, 3]), [2, 1], new Float32Array(2), [2]))[0].inputs.data // [-1, 1]
 */
export function standardize<const D extends readonly [Examples, ...Examples[]]>(
  ...sets: D
): { -readonly [part in keyof D]: D[part] } {
  const { mean, deviation } = statistics(sets[0].inputs);
  return sets.map((set) => {
    const { data, shape } = set.inputs;
    if (sizeOf(shape.slice(1)) !== mean.length)
      throw new RangeError(`standardize: ${sizeOf(shape.slice(1))} features, the first data set has ${mean.length}`);
    const values = makeZeros(data);
    for (let i = 0; i < values.length; i++) {
      const feature = i % mean.length;
      values[i] = deviation[feature] === 0 ? 0 : (data[i] - mean[feature]) / deviation[feature];
    }
    return { ...set, inputs: new NdArray(values, shape) };
  }) as { -readonly [part in keyof D]: D[part] };
}

function statistics({ data, shape }: NdArray): { mean: Float64Array; deviation: Float64Array } {
  const n = shape[0];
  const [mean, variance] = [new Float64Array(sizeOf(shape.slice(1))), new Float64Array(sizeOf(shape.slice(1)))];
  for (let i = 0; i < data.length; i++) mean[i % mean.length] += data[i] / n;
  for (let i = 0; i < data.length; i++) variance[i % mean.length] += (data[i] - mean[i % mean.length]) ** 2 / n;
  return { mean, deviation: variance.map(Math.sqrt) };
}
