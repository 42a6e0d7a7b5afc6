import type { Floats } from "./floats.ts";
import type { NdArray } from "./ndArray.ts";
import type { Shape } from "./shape.ts";

/** Returns the numbers that, written one time after another, fill the shape with x; undefined if there are none. */
export function repeating(x: NdArray, shape: Shape): Floats | undefined {
  if (x.isView) {
    const { data, stride, offset } = x.view;
    return stride.some(Boolean) ? undefined : data.subarray(offset, offset + 1);
  }
  const missing = shape.length - x.shape.length;
  const first = x.shape.findIndex((n) => n > 1);
  const fits = x.shape.every((n, axis) => axis < first || n === shape[axis + missing]);
  return fits || first < 0 ? x.data : undefined;
}
