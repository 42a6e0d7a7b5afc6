/**
 * @file The one place that imports ndarray and ndarray-ops. An NdArray is a flat typed array seen through a shape;
 * transpose, slice and expand are views of the same numbers, made contiguous when their `data` is first read.
 *
 * ndarray checks no bounds and ndarray-ops neither broadcasts nor notices overlapping operands: every function here
 * validates first, so that none of those traps can be reached from above.
 */
import ndarray from "ndarray";
import ops from "ndarray-ops";
import { showNumbers } from "./show.ts";

/** The numbers of an array: Float32Array in training, Float64Array where derivatives are checked. */
export type Floats = Float32Array | Float64Array;
export type Shape = readonly number[];

type View = ndarray.NdArray<Floats>;

/** The number of elements of an array of this shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis];
  return size;
}

/** A shape for an error; of one with very many axes the first eight. */
export const showShape = (shape: Shape): string =>
  shape.length > 8 ? `[${shape.slice(0, 8).join(",")},… ${shape.length} axes]` : `[${shape.join(",")}]`;

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, axis) => n === b[axis]);

/**
 * Arrays of 128 bytes to 8 KiB are cut from common buffers: V8 takes half a microsecond or more for a buffer of its
 * own, longer than most arithmetic on so few numbers, and a tenth of that for a view. A buffer is garbage when all
 * arrays cut from it are.
 */
const slabBytes = 1 << 17;
let slab = new ArrayBuffer(0);
let used = 0;

/** `length` zeros of the same kind (Float32 or Float64) as `like`. Their `buffer` may hold other arrays too. */
export function zerosLike(like: Floats, length = like.length): Floats {
  const double = like instanceof Float64Array;
  const bytes = length * (double ? 8 : 4);
  if (bytes < 128 || bytes > 8192) return double ? new Float64Array(length) : new Float32Array(length);
  if (used + bytes > slab.byteLength) {
    slab = new ArrayBuffer(slabBytes);
    used = 0;
  }
  const start = used;
  used += (bytes + 15) & ~15;
  return double ? new Float64Array(slab, start, length) : new Float32Array(slab, start, length);
}

/** Whether two arrays have bytes in common. */
function overlap(a: Floats, b: Floats): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

/** Throws in the name of `who` unless the shape is a list of whole numbers, 0 or more. */
export function checkShape(who: string, shape: Shape): void {
  if (!Array.isArray(shape)) throw new TypeError(`${who}: shape ${shape} needs to be a list, such as [2, 3]`);
  for (const n of shape) {
    if (!Number.isInteger(n) || n < 0) {
      throw new RangeError(`${who}: shape ${showShape(shape)} needs whole numbers, 0 or more, in every place`);
    }
  }
}

/** Numbers in row-major order, or a strided view of another array's numbers that becomes row-major when read. */
export class NdArray {
  readonly shape: Shape;
  readonly size: number;
  private values: Floats | null;
  private strided: View | null;

  constructor(values: Floats | null, shape: Shape, strided: View | null = null) {
    this.values = values;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.strided = strided;
  }

  /** The elements in row-major order. For a view this is a copy, made once; for anything else the numbers themselves. */
  get data(): Floats {
    if (this.values === null) {
      this.values = contiguous(this.strided as View, this.size);
      this.strided = null;
    }
    return this.values;
  }

  /** The same elements as an ndarray: shape, stride, offset. */
  get view(): View {
    this.strided ??= ndarray(this.values as Floats, this.shape as number[]);
    return this.strided;
  }

  toString(): string {
    return showNumbers(this);
  }

  /** What `console.log` shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return showNumbers(this);
  }

  /** True while the elements are still a strided view that nobody has read. */
  get isView(): boolean {
    return this.values === null;
  }
}

function contiguous(view: View, size: number): Floats {
  if (view.data.length === size && view.offset === 0 && isRowMajor(view)) return view.data;
  const copy = zerosLike(view.data, size);
  if (size > 0) ops.assign(ndarray(copy, view.shape) as View, view);
  return copy;
}

function isRowMajor(view: View): boolean {
  let expected = 1;
  for (let axis = view.dimension - 1; axis >= 0; axis--) {
    if (view.shape[axis] !== 1 && view.stride[axis] !== expected) return false;
    expected *= view.shape[axis];
  }
  return true;
}

/** `values` seen as `shape`. Throws if their number is not the product of the shape. */
export function array(values: Floats, shape: Shape = [values.length]): NdArray {
  checkShape("array", shape);
  if (sizeOf(shape) !== values.length) {
    throw new RangeError(
      `array: ${values.length} values do not fill shape ${showShape(shape)}, which needs ${sizeOf(shape)}`,
    );
  }
  return new NdArray(values, shape);
}

const fromView = (view: View): NdArray => new NdArray(null, view.shape, view);

/** The same elements in the same row-major order under another shape. No copy unless `x` is a view. */
export function reshape(x: NdArray, shape: Shape): NdArray {
  checkShape("reshape", shape);
  if (sizeOf(shape) !== x.size) {
    throw new RangeError(
      `reshape: ${showShape(x.shape)} has ${x.size} elements, shape ${showShape(shape)} needs ${sizeOf(shape)}`,
    );
  }
  return new NdArray(x.data, shape);
}

/** A view with its axes in another order: element [i, j, …] of the result is found by sending each index back. */
export function permute(x: NdArray, axes: readonly number[]): NdArray {
  const seen = new Set(axes);
  const fits = axes.length === x.shape.length && seen.size === axes.length;
  if (!fits || axes.some((axis) => !Number.isInteger(axis) || axis < 0 || axis >= x.shape.length)) {
    throw new RangeError(
      `permute: axes [${axes}] do not name each of the ${x.shape.length} axes of ${showShape(x.shape)} once`,
    );
  }
  if (axes.length === 0) return x;
  return fromView(x.view.transpose(...axes));
}

/** A view of the elements from `start` up to but not including `end` along `axis`, every `step`-th of them. */
export function slice(x: NdArray, axis: number, start: number, end: number, step = 1): NdArray {
  const length = x.shape[axis];
  if (length === undefined) throw new RangeError(`slice: there is no axis ${axis} in ${showShape(x.shape)}`);
  const fits = Number.isInteger(start) && Number.isInteger(end) && start >= 0 && start <= end && end <= length;
  if (!fits) {
    throw new RangeError(
      `slice: ${start}..${end} is not a range within 0..${length}, axis ${axis} of ${showShape(x.shape)}`,
    );
  }
  if (!Number.isInteger(step) || step < 1) throw new RangeError(`slice: step ${step} needs to be a whole number >= 1`);
  const { view } = x;
  const shape = x.shape.slice();
  const stride = view.stride.slice();
  shape[axis] = Math.ceil((end - start) / step);
  stride[axis] *= step;
  return fromView(ndarray(view.data, shape as number[], stride, view.offset + start * view.stride[axis]));
}

/** The shape that two shapes broadcast to: aligned at the right, sizes equal or one of them 1. */
export function broadcastShape(who: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const length = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < length; axis++) {
    const m = a[axis - length + a.length] ?? 1;
    const n = b[axis - length + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new RangeError(
        `${who}: ${showShape(a)} and ${showShape(b)} do not broadcast: ${m} against ${n} in axis ${axis} of the result`,
      );
    }
    shape.push(m === 1 ? n : m);
  }
  return shape;
}

/** A view of `x` repeated along its size-1 and missing axes (stride 0) until it has `shape`. */
export function expand(x: NdArray, shape: Shape): NdArray {
  if (sameShape(x.shape, shape)) return x;
  checkShape("expand", shape);
  const missing = shape.length - x.shape.length;
  if (missing < 0 || x.shape.some((size, axis) => size !== 1 && size !== shape[axis + missing])) {
    throw new RangeError(
      `expand: ${showShape(x.shape)} cannot be expanded to ${showShape(shape)}: only axes of size 1 repeat`,
    );
  }
  const { view } = x;
  const stride = shape.map((_, axis) => {
    const repeats = axis < missing || x.shape[axis - missing] === 1;
    return repeats ? 0 : view.stride[axis - missing];
  });
  return fromView(ndarray(view.data, shape as number[], stride, view.offset));
}

/** The arithmetic that ndarray-ops does right and fast on strided operands of one shape, into a new array. */
export function arithmetic(operation: "add" | "sub" | "mul" | "div", a: NdArray, b: NdArray): NdArray {
  const shape = broadcastShape(operation, a.shape, b.shape);
  const kind = a.view.data instanceof Float64Array ? a.view.data : b.view.data;
  const out = new NdArray(zerosLike(kind, sizeOf(shape)), shape);
  if (out.size > 0) ops[operation](out.view, expand(a, shape).view, expand(b, shape).view);
  return out;
}

/** Copies `from` into `to`, both of one shape; a `from` that shares memory with `to` is copied aside first. */
export function assign(to: NdArray, from: NdArray): void {
  if (!sameShape(to.shape, from.shape)) {
    throw new RangeError(`assign: ${showShape(from.shape)} does not fit into ${showShape(to.shape)}`);
  }
  if (to.size === 0) return;
  const source = overlap(from.view.data, to.view.data)
    ? ndarray(contiguous(from.view, from.size).slice(), from.shape as number[])
    : from.view;
  ops.assign(to.view, source as View);
}

/** The sum of every element, accumulated in f64. */
export const total = (x: NdArray): number => (x.size === 0 ? 0 : ops.sum(x.view));
