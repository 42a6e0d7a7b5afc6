import { assign } from "../../../array/assign.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../../../array/shape.ts";
import { slice } from "../../../array/views.ts";
import type { Edge } from "../../edge.ts";
import { promote } from "../../promote.ts";
import { record } from "../../support/record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensors } from "../support/join.ts";

/**
 * Joins tensors end to end along an axis (the first unless given). All other axes must have equal sizes.
 *
 * @gradcheck concat([randn(2, 3), randn(1, 3)])
 * @gradcheck concat([randn(2, 3), randn(2, 1), randn(2, 2)], -1)
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const along = commonAxis(tensors, axis);
  const parts = promote(...tensors);
  const length = parts.reduce((sum, x) => sum + x.shape[along], 0);
  const shape: Shape = parts[0].shape.map((n, i) => (i === along ? length : n));
  const y = new NdArray(makeZeros(parts[0].data, sizeOf(shape)), shape);
  let end = 0;
  const edges = parts.map((x): Edge => {
    const start = end;
    end += x.shape[along];
    const [from, to] = [start, end];
    assign(slice(y, along, from, to), x);
    return [x, (dy) => slice(dy, along, from, to)];
  });
  return record("concat", y, ...edges);
}

/** The axis as a position. Throws unless all other axes of all the tensors are equal. */
function commonAxis(tensors: readonly Tensor[], axis: number): number {
  needTensors("concat", tensors);
  const { shape } = tensors[0];
  const along = position("concat", shape, axis);
  for (const [i, x] of tensors.entries()) {
    if (x.shape.length !== shape.length || x.shape.some((n, other) => other !== along && n !== shape[other])) {
      throw new RangeError(
        `concat: the tensors must have equal sizes in all axes but ${along}, ` +
          `got ${showShape(shape)} and, as tensor ${i}, ${showShape(x.shape)}`,
      );
    }
  }
  return along;
}
