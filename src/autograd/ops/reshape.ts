/** @file The same elements in the same order under another shape. Nothing is computed, so nothing is lost backward. */
import { NdArray, reshape as reshaped, type Shape, showShape, sizeOf } from "../../kernels/array.ts";
import { kindOf } from "../../kernels/kindOf.ts";
import { record, type Tensor } from "../tensor.ts";
import { type Axes, position, positions } from "./axes.ts";
import { needTensor } from "./needTensor.ts";

const recordReshape = (op: string, x: Tensor, shape: Shape): Tensor =>
  record(op, reshaped(x, shape), [x, (dy) => new NdArray(dy.data, x.shape)]).viewOf(x);

/**
 * The elements of x in row-major order under a new shape; one size may be −1 and is worked out from the rest.
 * Throws if the number of elements differs.
 *
 * @gradcheck reshape(randn(2, 6), [3, -1])
 * @gradcheck reshape(randn(1), [])
 */
export function reshape(x: Tensor, shape: Shape): Tensor {
  needTensor("reshape", "the input", x);
  if (!Array.isArray(shape)) throw new TypeError(`reshape: the shape is ${kindOf(shape)}; it needs a list: [2, 3]`);
  const known = sizeOf(shape.filter((n) => n !== -1));
  const unknown = shape.filter((n) => n === -1).length;
  const filled = shape.map((n) => (n === -1 ? x.size / known : n));
  if (unknown > 1 || filled.some((n) => !Number.isInteger(n) || n < 0) || sizeOf(filled) !== x.size) {
    throw new RangeError(
      `reshape: ${showShape(x.shape)} holds ${x.size} elements, which do not fill ${showShape(shape)}; ` +
        "it needs sizes whose product is that, at most one of them -1",
    );
  }
  return recordReshape("reshape", x, filled);
}

/**
 * Axes `start` to `end` (inclusive; by default all) as one.
 *
 * @gradcheck flatten(randn(2, 3, 4))
 * @gradcheck flatten(randn(2, 3, 4), 1)
 * @gradcheck flatten(randn(2, 3, 4), 0, 1)
 */
export function flatten(x: Tensor, start = 0, end = -1): Tensor {
  needTensor("flatten", "the input", x);
  if (x.shape.length === 0) return recordReshape("flatten", x, [1]);
  const first = position("flatten", x.shape, start);
  const last = position("flatten", x.shape, end);
  if (first > last) {
    throw new RangeError(`flatten: axes ${start} to ${end} of ${showShape(x.shape)}; the first needs to come first`);
  }
  const merged = sizeOf(x.shape.slice(first, last + 1));
  return recordReshape("flatten", x, [...x.shape.slice(0, first), merged, ...x.shape.slice(last + 1)]);
}

/**
 * Without the given axes, which need size 1; without all axes of size 1 if none is given.
 *
 * @gradcheck squeeze(randn(1, 3, 1))
 * @gradcheck squeeze(randn(1, 3, 1), -1)
 */
export function squeeze(x: Tensor, axes?: Axes): Tensor {
  needTensor("squeeze", "the input", x);
  const gone = positions("squeeze", x.shape, axes).filter((axis) => axes !== undefined || x.shape[axis] === 1);
  for (const axis of gone) {
    if (x.shape[axis] !== 1) {
      throw new RangeError(`squeeze: axis ${axis} of ${showShape(x.shape)} has size ${x.shape[axis]}; it needs size 1`);
    }
  }
  return recordReshape(
    "squeeze",
    x,
    x.shape.filter((_, axis) => !gone.includes(axis)),
  );
}

/**
 * With a new axis of size 1 at `axis`; −1 puts it last.
 *
 * @gradcheck unsqueeze(randn(3, 2), 0)
 * @gradcheck unsqueeze(randn(3, 2), -1)
 */
export function unsqueeze(x: Tensor, axis: number): Tensor {
  needTensor("unsqueeze", "the input", x);
  const at = position("unsqueeze", [...x.shape, 1], axis);
  return recordReshape("unsqueeze", x, [...x.shape.slice(0, at), 1, ...x.shape.slice(at)]);
}
