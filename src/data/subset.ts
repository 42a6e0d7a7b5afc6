import { makeZeros } from "../array/makeZeros.ts";
import { NdArray } from "../array/ndArray.ts";
import { sizeOf } from "../array/shape.ts";
import type { Dataset, Examples } from "./dataset.ts";

/**
 * Copies the examples with these indices, in this order. Throws RangeError for an index out of range.
 *
 * @example subset(dataset("", new Float32Array([1, 2, 3]), [3, 1], [0, 1, 0], 2), [2, 0]).inputs.data // [3, 1]
 */
export function subset<T extends Examples>(data: T, indices: ArrayLike<number>): T {
  const inputs = rows(data.inputs, indices);
  if ("targets" in data) return { ...data, inputs, targets: rows(data.targets, indices) };
  const { labels } = data as Dataset;
  return { ...data, inputs, labels: Int32Array.from(indices, (index) => labels[index]) };
}

function rows({ data, shape }: NdArray, indices: ArrayLike<number>): NdArray {
  const size = sizeOf(shape.slice(1));
  const values = makeZeros(data, indices.length * size);
  for (let row = 0; row < indices.length; row++) {
    const index = indices[row];
    if (!Number.isInteger(index) || index < 0 || index >= shape[0])
      throw new RangeError(`subset: an index must be an integer from 0 to ${shape[0] - 1}, got ${index}`);
    values.set(data.subarray(index * size, (index + 1) * size), row * size);
  }
  return new NdArray(values, [indices.length, ...shape.slice(1)]);
}
