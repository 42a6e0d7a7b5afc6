/** @file The axes that an op works along: negative ones count from the end, and no axes means all. */

import { type Shape, showShape } from "../../../array/shape.ts";
import { describeValue } from "../../../check/describeValue.ts";

export type Axes = number | readonly number[];

/** An axis as a position from 0. Throws in the name of `who` if the shape has no such axis. */
export function position(who: string, shape: Shape, axis: number): number {
  const rank = shape.length;
  if (Number.isInteger(axis) && axis >= -rank && axis < rank) return axis < 0 ? axis + rank : axis;
  const needed = rank === 0 ? "[] has no axes" : `the axis must be a whole number from ${-rank} to ${rank - 1}`;
  throw new RangeError(`${who}: ${needed}, got ${axis} for ${showShape(shape)}`);
}

/** Axes as ascending positions, all of them if none is named. Throws if one is out of range or named twice. */
export function positions(who: string, shape: Shape, axes: Axes | undefined): number[] {
  if (axes === undefined) return shape.map((_, axis) => axis);
  const list = typeof axes === "number" ? [axes] : axes;
  if (!Array.isArray(list))
    throw new TypeError(`${who}: the axes must be a number or a list of numbers, got ${describeValue(axes)}`);
  const found = list.map((axis) => position(who, shape, axis));
  if (new Set(found).size < found.length)
    throw new RangeError(`${who}: the axes must differ, got [${list}] for ${showShape(shape)}`);
  return found.sort((a, b) => a - b);
}
