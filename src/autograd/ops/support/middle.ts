import type { Floats } from "../../../array/floats.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../../../array/shape.ts";
import { permute } from "../../../array/views.ts";

/** An array seen as [outer, length, inner], the middle holding all the axes that an op works along. */
export interface Middle {
  readonly values: Floats;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  /** Brings an array of this order, such as a gradient, back into the order and shape of x. */
  restore(values: Floats): NdArray;
}

/** Adjacent axes are reduced in place; otherwise the axes are first moved last, which copies. */
export function middleOf(x: NdArray, axes: readonly number[]): Middle {
  const { shape } = x;
  const first = axes[0] ?? shape.length;
  const last = axes[axes.length - 1] ?? first - 1;
  const length = sizeOf(axes.map((axis) => shape[axis]));
  if (last - first === axes.length - 1) {
    const outer = sizeOf(shape.slice(0, first));
    const inner = sizeOf(shape.slice(last + 1));
    return { values: x.data, outer, length, inner, restore: (values) => new NdArray(values, shape) };
  }
  return movedLast(x, axes);
}

/** Moves the axes last, which copies: the rows of the result are reduced. */
export function movedLast(x: NdArray, axes: readonly number[]): Middle {
  const { shape } = x;
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const moved = order.map((axis) => shape[axis]);
  const back = shape.map((_, axis) => order.indexOf(axis));
  return {
    values: permute(x, order).data,
    outer: sizeOf(kept.map((axis) => shape[axis])),
    length: sizeOf(axes.map((axis) => shape[axis])),
    inner: 1,
    restore: (values) => permute(new NdArray(values, moved), back),
  };
}

/** Throws where an op has a result to compute but no elements along its axes. */
export function needElements(who: string, shape: Shape, { outer, length, inner }: Middle): void {
  if (length === 0 && outer * inner > 0)
    throw new RangeError(`${who}: needs 1 or more elements along the axes, got none in ${showShape(shape)}`);
}
