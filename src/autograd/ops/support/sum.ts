import { NdArray } from "../../../array/ndArray.ts";
import type { Shape } from "../../../array/shape.ts";
import { expand } from "../../../array/views.ts";
import { reducedShape } from "./reduceOptions.ts";

/** The transpose of summing: every element gets what its sum got. */
export function spreader(shape: Shape, along: readonly number[]): (dy: NdArray) => NdArray {
  const kept = reducedShape(shape, along, true);
  return (dy) => expand(new NdArray(dy.data, kept), shape);
}
