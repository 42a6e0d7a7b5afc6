import { describeValue } from "../check/describeValue.ts";

export type Shape = readonly number[];

/** Returns the number of elements of an array of this shape. */
export function sizeOf(shape: Shape): number {
  let size = 1;
  for (let axis = 0; axis < shape.length; axis++) size *= shape[axis];
  return size;
}

/** Returns a shape as text for errors: at most its first eight axes. */
export const showShape = (shape: Shape): string =>
  shape.length > 8 ? `[${shape.slice(0, 8).join(",")},… ${shape.length} axes]` : `[${shape.join(",")}]`;

export const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, axis) => n === b[axis]);

/** Throws in the name of `who` unless the shape is a list of whole numbers, 0 or more. */
export function checkShape(who: string, shape: Shape): void {
  if (!Array.isArray(shape))
    throw new TypeError(`${who}: the shape must be a list, got ${describeValue(shape)}; use [2, 3]`);
  for (const n of shape) {
    if (!Number.isInteger(n) || n < 0) {
      throw new RangeError(`${who}: the shape must be whole numbers, 0 or more, got ${showShape(shape)}`);
    }
  }
}

/** Returns the shape that two shapes broadcast to: aligned at the right, sizes equal or one of them 1. */
export function broadcastShape(who: string, a: Shape, b: Shape): Shape {
  if (sameShape(a, b)) return a;
  const length = Math.max(a.length, b.length);
  const shape: number[] = [];
  for (let axis = 0; axis < length; axis++) {
    const m = a[axis - length + a.length] ?? 1;
    const n = b[axis - length + b.length] ?? 1;
    if (m !== n && m !== 1 && n !== 1) {
      throw new RangeError(
        `${who}: the shapes must broadcast, got ${showShape(a)} and ${showShape(b)}: ${m} against ${n} in axis ${axis}`,
      );
    }
    shape.push(m === 1 ? n : m);
  }
  return shape;
}
