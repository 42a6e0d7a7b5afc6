/** @file Which axes an op works along: negative ones counted from the end, several at once, all when none is named. */

import type { Floats } from "../../../array/floats.ts";
import { NdArray } from "../../../array/ndArray.ts";
import { type Shape, showShape, sizeOf } from "../../../array/shape.ts";
import { permute } from "../../../array/views.ts";
import { checkOptions } from "../../../check/checkOptions.ts";
import { describeValue } from "../../../check/describeValue.ts";

export type Axes = number | readonly number[];

/** An axis as a position from 0. Throws in the name of `who` if the shape has no such axis. */
export function position(who: string, shape: Shape, axis: number): number {
  const rank = shape.length;
  if (!Number.isInteger(axis) || axis < -rank || axis >= rank) {
    const needed = rank === 0 ? "a single number has no axes" : `it needs a whole number from ${-rank} to ${rank - 1}`;
    throw new RangeError(`${who}: ${showShape(shape)} has no axis ${axis}; ${needed}`);
  }
  return axis < 0 ? axis + rank : axis;
}

/** Axes as ascending positions, all of them if none is named. Throws if one is out of range or named twice. */
export function positions(who: string, shape: Shape, axes: Axes | undefined): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const list = typeof axes === "number" ? [axes] : axes;
  if (!Array.isArray(list))
    throw new TypeError(`${who}: the axes are ${describeValue(axes)}; it needs a number or a list of numbers`);
  const found = list.map((axis) => position(who, shape, axis));
  if (new Set(found).size < found.length) {
    throw new RangeError(`${who}: axes [${list}] name an axis of ${showShape(shape)} twice`);
  }
  return found.sort((a, b) => a - b);
}

/** An array seen as [outer, length, inner], the middle holding all the axes that an op works along. */
export interface Middle {
  readonly values: Floats;
  readonly outer: number;
  readonly length: number;
  readonly inner: number;
  /** An array in this order, such as a gradient, back in the order and shape of x. */
  restore(values: Floats): NdArray;
}

/** Neighbouring axes are one middle as they stand; others are gathered at the end first, which copies. */
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
  const kept = shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const moved = order.map((axis) => shape[axis]);
  const back = shape.map((_, axis) => order.indexOf(axis));
  return {
    values: permute(x, order).data,
    outer: sizeOf(kept.map((axis) => shape[axis])),
    length,
    inner: 1,
    restore: (values) => permute(new NdArray(values, moved), back),
  };
}

export interface ReduceOptions {
  /** Keep the reduced axes with size 1, so that the result broadcasts against the input. */
  keepDims?: boolean;
}

/** Whether the options ask for `keepDims`. Throws in the name of `who` at an option that is unknown. */
export function keepsDims(who: string, options: ReduceOptions): boolean {
  checkOptions(who, options, ["keepDims"]);
  return options.keepDims ?? false;
}

/** The shape after reducing: the axes gone, or of size 1 under `keepDims`. */
export function reducedShape(shape: Shape, axes: readonly number[], keepDims: boolean): Shape {
  if (keepDims) return shape.map((n, axis) => (axes.includes(axis) ? 1 : n));
  return shape.filter((_, axis) => !axes.includes(axis));
}

/** Throws if an op that needs at least one element along its axes has none, yet a result to give. */
export function needElements(who: string, shape: Shape, { outer, length, inner }: Middle): void {
  if (length === 0 && outer * inner > 0) {
    throw new RangeError(`${who}: ${showShape(shape)} has no elements along the axes given; it needs at least 1`);
  }
}
