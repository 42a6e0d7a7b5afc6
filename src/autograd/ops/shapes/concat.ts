import { assign } from "../../../array/assign.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../../../array/shape.ts";
import { slice } from "../../../array/views.ts";
import type { Edge } from "../../edge.ts";
import { record } from "../../record.ts";
import type { Tensor } from "../../tensor.ts";
import { position } from "../support/axes.ts";
import { needTensors } from "../support/join.ts";

/**
 * Tensors laid end to end along an axis (the first unless given); all other axes need equal sizes.
 *
 * @gradcheck concat([randn(2, 3), randn(1, 3)])
 * @gradcheck concat([randn(2, 3), randn(2, 1), randn(2, 2)], -1)
 */
export function concat(tensors: readonly Tensor[], axis = 0): Tensor {
  const along = commonAxis(tensors, axis);
  const { shape } = tensors[0];
  const length = tensors.reduce((sum, x) => sum + x.shape[along], 0);
  const whole: Shape = shape.map((n, i) => (i === along ? length : n));
  const kind = tensors.find(({ data }) => data instanceof Float64Array) ?? tensors[0];
  const y = new NdArray(makeZeros(kind.data, sizeOf(whole)), whole);
  let end = 0;
  const edges = tensors.map((x): Edge => {
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
        `concat: tensor 0 is ${showShape(shape)}, tensor ${i} is ${showShape(x.shape)}; ` +
          `they may differ in axis ${along} only`,
      );
    }
  }
  return along;
}
