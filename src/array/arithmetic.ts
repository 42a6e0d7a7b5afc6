import ndarray from "ndarray";
import ops from "ndarray-ops";
import type { Floats } from "./floats.ts";
import { makeZeros } from "./makeZeros.ts";
import { contiguous, NdArray, type View } from "./ndArray.ts";
import { broadcastShape, sameShape, showShape, sizeOf } from "./shape.ts";
import { expand } from "./views.ts";

/** Whether two arrays have bytes in common. */
function overlap(a: Floats, b: Floats): boolean {
  return (
    a.buffer === b.buffer && a.byteOffset < b.byteOffset + b.byteLength && b.byteOffset < a.byteOffset + a.byteLength
  );
}

/** The arithmetic that ndarray-ops does right and fast on strided operands of one shape, into a new array. */
export function arithmetic(operation: "add" | "sub" | "mul" | "div", a: NdArray, b: NdArray): NdArray {
  const shape = broadcastShape(operation, a.shape, b.shape);
  const kind = a.view.data instanceof Float64Array ? a.view.data : b.view.data;
  const out = new NdArray(makeZeros(kind, sizeOf(shape)), shape);
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
