/**
 * @file A flat typed array with a shape. Transpose, slice and expand return views of the same numbers. A view is copied
 * into row-major order when its `data` is first read.
 *
 * The arithmetic loops over views are those of ndarray-ops, generated at build time (scripts/compile-ndarray.ts).
 * They do not check bounds, broadcast or notice overlapping operands. So every function of this folder validates first.
 */
import { copyView } from "./copyView.ts";
import type { Floats } from "./floats.ts";
import { makeNewZeros } from "./makeZeros.ts";
import { checkShape, type Shape, showShape, sizeOf } from "./shape.ts";
import { showNumbers } from "./show.ts";
import { makeView, type View } from "./view.ts";

/** Numbers in row-major order, or a strided view of another array's numbers that becomes row-major when read. */
export class NdArray {
  /** First, so that `structuredClone` and `postMessage` throw before they copy the memory of the kernels. */
  protected readonly uncloneable = refusal;
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

  /**
   * The elements in row-major order. A view is copied, once; other arrays return their numbers.
   *
   * Small arrays share a buffer. The first 128 MiB of parameters, optimizer state and gradients live in the kernels'
   * memory. That of dropped models is reused only after the event loop turns; beyond 128 MiB arrays are ordinary.
   * So never pass `data` or `data.buffer` to `postMessage`, which refuses the tensor itself: send `data.slice()`.
   * Throws if the buffer was transferred to another thread, where the numbers would otherwise read as NaN.
   */
  get data(): Floats {
    if (this.values === null) {
      this.values = contiguous(this.strided as View, this.size);
      this.strided = null;
    }
    if (this.values.length !== this.size) throw new Error(detached);
    return this.values;
  }

  /** The same elements with their strides and offset; see `toNdarray`. */
  get view(): View {
    this.strided ??= makeView(this.values as Floats, this.shape);
    return this.strided;
  }

  /** True if the elements are Float64. Does not read a view. */
  get isFloat64(): boolean {
    return (this.values ?? (this.strided as View).data) instanceof Float64Array;
  }

  /** @internal Takes other numbers, of either kind, and returns the former ones. Views of those keep them. */
  exchange(values: Floats): Floats {
    const former = this.data;
    this.values = values;
    this.strided = null;
    return former;
  }

  /** What `JSON.stringify` writes: shape and numbers. */
  toJSON(): { shape: Shape; data: number[] } {
    return { shape: this.shape, data: [...this.data] };
  }

  toString(): string {
    return showNumbers(this);
  }

  /** The text that `console.log` shows in Node. */
  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return showNumbers(this);
  }

  /** True while the elements are a strided view whose `data` was not read yet. */
  get isView(): boolean {
    return this.values === null;
  }
}

export function contiguous(view: View, size: number): Floats {
  if (view.data.length === size && view.offset === 0 && isRowMajor(view)) return view.data;
  // New even during backward: a tensor keeps the copy.
  const copy = makeNewZeros(view.data, size);
  if (size > 0) copyView(makeView(copy, view.shape), view);
  return copy;
}

function isRowMajor(view: View): boolean {
  let expected = 1;
  for (let axis = view.shape.length - 1; axis >= 0; axis--) {
    if (view.shape[axis] !== 1 && view.stride[axis] !== expected) return false;
    expected *= view.shape[axis];
  }
  return true;
}

/** Returns `values` with a shape. Throws if their number is not the product of the shape. */
export function array(values: Floats, shape: Shape = [values.length]): NdArray {
  checkShape("array", shape);
  if (sizeOf(shape) !== values.length) {
    throw new RangeError(`array: shape ${showShape(shape)} must have ${sizeOf(shape)} values, got ${values.length}`);
  }
  return new NdArray(values, shape);
}

/** Engines that say why they refuse to clone show this text. */
const refusal = Symbol("a tensor; send a copy, x.data.slice()");

const detached =
  "data: the memory of a tensor must stay in its thread, got a transferred buffer; send a copy, x.data.slice()";
