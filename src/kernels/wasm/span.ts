import type { Floats } from "../../array/floats.ts";
import type { View } from "../../array/view.ts";
import type { Instance } from "./instance.ts";
import { input } from "./staging.ts";

/** The numbers that a view spans, from its first element to its last. */
export interface Span {
  readonly values: Floats;
  /** The place of the first of them. */
  readonly start: number;
}

export function spanOf(view: View): Span {
  const { data, offset: start } = view;
  const length = spanLength(view);
  // A new view would take longer than a small product.
  return { values: length === data.length ? data : data.subarray(start, start + length), start };
}

export function spanLength({ shape, stride }: View): number {
  let length = 1;
  for (let axis = 0; axis < shape.length; axis++) length += (shape[axis] - 1) * stride[axis];
  return length;
}

/** The address at which element 0 of a view's numbers would be. */
export const placed = (wasm: Instance, { values, start }: Span): number => input(wasm, values) - 4 * start;
