/** @file Several tensors as one: end to end along an axis, or side by side along a new one. */
import { assign, NdArray, type Shape, showShape, sizeOf, slice, zerosLike } from "../../kernels/array.ts";
import { type Edge, record, type Tensor } from "../tensor.ts";
import { position } from "./axes.ts";
import { needTensor } from "./needTensor.ts";
import { unsqueeze } from "./reshape.ts";

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
  const y = new NdArray(zerosLike(kind.data, sizeOf(whole)), whole);
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

/**
 * Tensors of one shape side by side along a new axis (the first unless given): n of [a, b] → [n, a, b].
 *
 * @gradcheck stack([randn(3), randn(3)])
 * @gradcheck stack([randn(2, 3), randn(2, 3)], -1)
 */
export function stack(tensors: readonly Tensor[], axis = 0): Tensor {
  needTensors("stack", tensors);
  const odd = tensors.findIndex((x) => showShape(x.shape) !== showShape(tensors[0].shape));
  if (odd > 0) {
    const [first, other] = [showShape(tensors[0].shape), showShape(tensors[odd].shape)];
    throw new RangeError(`stack: tensor 0 is ${first}, tensor ${odd} is ${other}; it needs one shape`);
  }
  const at = position("stack", [...tensors[0].shape, 1], axis);
  return concat(
    tensors.map((x) => unsqueeze(x, at)),
    at,
  );
}

function needTensors(who: string, tensors: readonly Tensor[]): void {
  if (!Array.isArray(tensors)) throw new TypeError(`${who}: needs one list of tensors: ${who}([x, y])`);
  if (tensors.length === 0) throw new RangeError(`${who}: an empty list; it needs at least 1 tensor`);
  for (const [i, x] of tensors.entries()) needTensor(who, `tensor ${i}`, x);
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
