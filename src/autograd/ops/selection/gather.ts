import { makeRoom, makeZeros } from "../../../array/makeZeros.ts";
import { array } from "../../../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../../../array/shape.ts";
import { addAlong } from "../../../kernels/addAlong.ts";
import { takeAlong } from "../../../kernels/takeAlong.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { type Indices, readIndices } from "../support/indices.ts";
import { needTensor } from "../support/needTensor.ts";

/**
 * Picks elements along one axis, each place with a separate index. With axis = 1:
 *
 *     y[i, j, k] = x[i, indices[i, j, k], k]
 *     ∂L/∂x[i, n, k] = Σ ∂L/∂y[i, j, k] over all j with indices[i, j, k] = n
 *
 * `indices` has the sizes of x in all but the chosen axis; y has the shape of `indices`.
 * Throws at the first index that is not within the axis. `embedding` picks whole rows.
 *
 * @gradcheck gather(randn(2, 3), 1, [[0, 2], [1, 1]])
 * @gradcheck gather(randn(3, 2), 0, [[2, 0]])
 * @gradcheck gather(randn(4), -1, [3, 3, 0])
 */
export function gather(x: Tensor, axis: number, indices: Indices): Tensor {
  needTensor("gather", "the input", x);
  const along = position("gather", x.shape, axis);
  const length = x.shape[along];
  const { places, shape } = readIndices("gather", indices, length);
  checkShape(x.shape, shape, along);
  const inner = sizeOf(x.shape.slice(along + 1));
  const y = makeZeros(x.data, places.length);
  takeAlong(x.data, places, y, length, shape[along], inner);
  return record("gather", array(y, shape), [
    x,
    ({ data: dy }) => {
      const dx = makeRoom(dy, x.size);
      addAlong(dy, places, dx, length, shape[along], inner);
      return array(dx, x.shape);
    },
  ]);
}

function checkShape(x: Shape, indices: Shape, along: number): void {
  if (indices.length === x.length && indices.every((n, axis) => axis === along || n === x[axis])) return;
  throw new RangeError(
    `gather: indices must have the sizes of ${showShape(x)} in all axes but ${along}, got ${showShape(indices)}`,
  );
}
