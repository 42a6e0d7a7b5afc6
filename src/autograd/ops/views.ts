/** @file Ops that only look at the same numbers in another way: the result is a view, copied when it is first read. */
import {
  assign,
  expand as expanded,
  NdArray,
  permute as permuted,
  type Shape,
  showShape,
  slice as sliced,
  zerosLike,
} from "../../kernels/array.ts";
import { record, type Tensor } from "../tensor.ts";
import { position } from "./axes.ts";
import { needTensor } from "./needTensor.ts";
import { unbroadcast } from "./unbroadcast.ts";

/**
 * The axes in another order: axis i of the result is axis order[i] of x.
 *
 * @gradcheck permute(randn(2, 3, 4), [2, 0, 1])
 * @gradcheck permute(randn(2, 3, 4), [0, -1, 1])
 */
export function permute(x: Tensor, order: readonly number[]): Tensor {
  needTensor("permute", "the input", x);
  const axes = order.map((axis) => position("permute", x.shape, axis));
  const back = axes.map((_, axis) => axes.indexOf(axis));
  return record("permute", permuted(x, axes), [x, (dy) => permuted(dy, back)]).viewOf(x);
}

/**
 * Two axes exchanged; the last two unless given, which transposes matrices.
 *
 * @gradcheck transpose(randn(3, 2))
 * @gradcheck transpose(randn(2, 3, 4), 0, -1)
 */
export function transpose(x: Tensor, axisA = -2, axisB = -1): Tensor {
  needTensor("transpose", "the input", x);
  const a = position("transpose", x.shape, axisA);
  const b = position("transpose", x.shape, axisB);
  const axes = x.shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis));
  return record("transpose", permuted(x, axes), [x, (dy) => permuted(dy, axes)]).viewOf(x);
}

/**
 * Repeated along axes of size 1 and along new leading axes, to a given shape.
 *
 * @gradcheck expand(randn(3, 1), [2, 3, 4])
 */
export function expand(x: Tensor, shape: Shape): Tensor {
  needTensor("expand", "the input", x);
  return record("expand", expanded(x, shape), [x, (dy) => unbroadcast(dy, x.shape)]).viewOf(x);
}

/** [start, end, step] of one axis; `null` for the whole axis. Negative places count from the end, `end` is excluded. */
export type Range = readonly [start: number, end?: number | null, step?: number] | null;

/**
 * A box out of x: every `step`-th element from `start` up to `end` (the end of the axis if null), per axis.
 * Axes beyond the ranges stay whole.
 *
 * @gradcheck slice(randn(4, 5), [[1, 3]])
 * @gradcheck slice(randn(4, 5), [[-3, -1], [0, null, 2]])
 * @gradcheck slice(randn(2, 4, 3), [null, [1]])
 * @example slice(tensor([0, 1, 2, 3, 4]), [[1, -1]]).data // [1, 2, 3]
 */
export function slice(x: Tensor, ranges: readonly Range[]): Tensor {
  needTensor("slice", "the input", x);
  if (!Array.isArray(ranges) || !ranges.every((range) => range === null || Array.isArray(range)))
    throw new TypeError("slice: the ranges need to be a list, one for each axis: [[start, end, step], null, …]");
  if (ranges.length > x.shape.length) {
    throw new RangeError(`slice: ${ranges.length} ranges for ${showShape(x.shape)}, which has ${x.shape.length} axes`);
  }
  const box = (whole: NdArray): NdArray => {
    let part = whole;
    for (const [axis, range] of ranges.entries()) {
      if (range === null) continue;
      const length = x.shape[axis];
      const [start, end, step = 1] = range;
      part = sliced(part, axis, fromStart(start, length), fromStart(end ?? length, length), step);
    }
    return part;
  };
  return record("slice", box(x), [
    x,
    (dy) => {
      const dx = new NdArray(zerosLike(dy.data, x.size), x.shape);
      assign(box(dx), dy);
      return dx;
    },
  ]).viewOf(x);
}

const fromStart = (place: number, length: number): number => (place < 0 ? place + length : place);
