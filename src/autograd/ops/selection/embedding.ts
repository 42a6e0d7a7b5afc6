import { makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { showShape } from "../../../array/shape.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { type Indices, readIndices } from "../support/indices.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * One row of the weight for each index.     weight: [count, features]   indices: [batch, …]   →   [batch, …, features]
 *
 *     y[i, :] = weight[indices[i], :]          ∂L/∂weight[r, :] = Σ ∂L/∂y[i, :] over all i with indices[i] = r
 *
 * Throws if the weight is not a matrix, or an index not one of its rows.
 *
 * @gradcheck embedding(randn(4, 3), [0, 2, 2])
 * @gradcheck embedding(randn(4, 3), [[3, 0], [1, 3]])
 */
export function embedding(weight: Tensor, indices: Indices): Tensor {
  needTensor("embedding", "weight", weight);
  if (weight.shape.length !== 2) {
    throw new RangeError(`embedding: weight ${showShape(weight.shape)} needs 2 axes, [count, features]`);
  }
  const [count, features] = weight.shape;
  const { places, shape } = readIndices("embedding", indices, count);
  const y = makeZeros(weight.data, places.length * features);
  for (let i = 0; i < places.length; i++) {
    y.set(weight.data.subarray(places[i] * features, (places[i] + 1) * features), i * features);
  }
  return record("embedding", array(y, [...shape, features]), [
    weight,
    ({ data: dy }) => {
      const dWeight = makeZeros(dy, weight.size);
      for (let k = 0; k < dy.length; k++) {
        dWeight[places[Math.floor(k / features)] * features + (k % features)] += dy[k];
      }
      return array(dWeight, weight.shape);
    },
  ]);
}
