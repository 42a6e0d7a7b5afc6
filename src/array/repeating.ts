import type { Floats } from "./floats.ts";
import { contiguous, type NdArray } from "./ndArray.ts";
import type { Shape } from "./shape.ts";

/**
 * Returns the numbers that, written one time after another, fill the shape with x; undefined if there are none, or if x
 * is a view that repeats some itself. Other views are copied.
 */
export function repeating(x: NdArray, shape: Shape): Floats | undefined {
  if (x.isView) {
    const { data, stride, offset } = x.view;
    if (!stride.some(Boolean)) return data.subarray(offset, offset + 1);
    if (stride.includes(0)) return undefined;
  }
  const missing = shape.length - x.shape.length;
  const first = x.shape.findIndex((n) => n > 1);
  const fits = x.shape.every((n, axis) => axis < first || n === shape[axis + missing]);
  if (!fits && first >= 0) return undefined;
  return x.isView ? contiguous(x.view, x.size) : x.data;
}
