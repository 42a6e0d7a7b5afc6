import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { showShape } from "../../../array/shape.ts";
import { addRows } from "../../../kernels/addRows.ts";
import { copyRows } from "../../../kernels/copyRows.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Indices, readIndices } from "../support/indices.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * One row of the weight for each index.     weight: [count, features]   indices: [batch, …]   →   [batch, …, features]
 *
 *     y[i, :] = weight[indices[i], :]          ∂L/∂weight[r, :] = Σ ∂L/∂y[i, :] over all i with indices[i] = r
 *
 * Throws unless the weight is a matrix and every index one of its rows.
 *
 * @gradcheck embedding(randn(4, 3), [0, 2, 2])
 * @gradcheck embedding(randn(4, 3), [[3, 0], [1, 3]])
 */
export function embedding(weight: Tensor, indices: Indices): Tensor {
  needTensor("embedding", "weight", weight);
  if (weight.shape.length !== 2) {
    throw new RangeError(`embedding: weight must have 2 axes, [count, features], got ${showShape(weight.shape)}`);
  }
  const [count, features] = weight.shape;
  const { places, shape } = readIndices("embedding", indices, count);
  const y = makeZeros(weight.data, places.length * features);
  copyRows(weight.data, places, y, features);
  return record("embedding", array(y, [...shape, features]), [
    weight,
    ({ data: dy }) => {
      const dx = makeZeros(dy, weight.size);
      addRows(dy, places, dx, features);
      return array(dx, weight.shape);
    },
  ]);
}
