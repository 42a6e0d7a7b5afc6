import type { Floats } from "./floats.ts";
import { NdArray } from "./ndArray.ts";
import { checkShape, type Shape, sameShape, showShape, sizeOf } from "./shape.ts";
import { makeView, type View } from "./view.ts";

const fromView = (view: View): NdArray => new NdArray(null, view.shape, view);

/**
 * Returns the same elements in the same row-major order with another shape. Copies only if `x` is a view whose elements
 * no strides describe in that shape.
 */
export function reshape(x: NdArray, shape: Shape, copy = ({ data }: NdArray): Floats => data): NdArray {
  checkShape("reshape", shape);
  if (sizeOf(shape) !== x.size) {
    throw new RangeError(
      `reshape: shape ${showShape(shape)} must have ${sizeOf(shape)} elements, got ${x.size} in ${showShape(x.shape)}`,
    );
  }
  if (x.isView) {
    const { data, offset } = x.view;
    const stride = stridesAs(x.view, shape);
    if (stride !== null) return fromView(makeView(data, shape, stride, offset));
  }
  return new NdArray(copy(x), shape);
}

/** Returns a view's strides in another shape of its size, or null if the elements are not evenly spaced. */
function stridesAs(view: View, shape: Shape): number[] | null {
  const stride = new Array<number>(shape.length).fill(1);
  let axis = view.shape.length;
  // The elements of the taken axes that no axis of the new shape holds yet, and the distance between them.
  let [left, step] = [1, 1];
  for (let i = shape.length - 1; i >= 0; i--) {
    if (shape[i] === 1) continue;
    while (left % shape[i] !== 0) {
      if (axis === 0) return null;
      axis--;
      if (left !== 1 && view.shape[axis] !== 1 && view.stride[axis] !== left * step) return null;
      if (left === 1) step = view.stride[axis];
      left *= view.shape[axis];
    }
    stride[i] = step;
    left /= shape[i];
    step *= shape[i];
  }
  return stride;
}

/** Returns a view with its axes in another order: axis i of the result is axis `axes[i]` of x. */
export function permute(x: NdArray, axes: readonly number[]): NdArray {
  const seen = new Set(axes);
  const fits = axes.length === x.shape.length && seen.size === axes.length;
  if (!fits || axes.some((axis) => !Number.isInteger(axis) || axis < 0 || axis >= x.shape.length)) {
    throw new RangeError(
      `permute: the order must name each of the ${x.shape.length} axes of ${showShape(x.shape)} once, got [${axes}]`,
    );
  }
  if (axes.length === 0) return x;
  const { data, shape, stride, offset } = x.view;
  const [ordered, strides] = [shape, stride].map((list) => axes.map((axis) => list[axis]));
  return fromView(makeView(data, ordered, strides, offset));
}

/** Returns a view of every `step`-th element along `axis`, from `start` up to but not including `end`. */
export function slice(x: NdArray, axis: number, start: number, end: number, step = 1): NdArray {
  const length = x.shape[axis];
  if (length === undefined) throw new RangeError(`slice: the axis must be one of ${showShape(x.shape)}, got ${axis}`);
  const fits = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
  if (!fits) {
    throw new RangeError(
      `slice: the range must be within 0..${length}, axis ${axis} of ${showShape(x.shape)}, got ${start}..${end}`,
    );
  }
  if (!Number.isInteger(step) || step < 1)
    throw new RangeError(`slice: the step must be a whole number, 1 or more, got ${step}`);
  const { view } = x;
  const shape = x.shape.slice();
  const stride = view.stride.slice();
  shape[axis] = Math.ceil((end - start) / step);
  stride[axis] *= step;
  return fromView(makeView(view.data, shape, stride, view.offset + start * view.stride[axis]));
}

/** Returns a view of `x` repeated along its size-1 and missing axes (stride 0) until it has `shape`. */
export function expand(x: NdArray, shape: Shape): NdArray {
  if (sameShape(x.shape, shape)) return x;
  checkShape("expand", shape);
  const missing = shape.length - x.shape.length;
  if (missing < 0 || x.shape.some((size, axis) => size !== 1 && size !== shape[axis + missing])) {
    throw new RangeError(`expand: only axes of size 1 repeat, got ${showShape(x.shape)} to ${showShape(shape)}`);
  }
  const { view } = x;
  const stride = shape.map((_, axis) => {
    const repeats = axis < missing || x.shape[axis - missing] === 1;
    return repeats ? 0 : view.stride[axis - missing];
  });
  return fromView(makeView(view.data, [...shape], stride, view.offset));
}
