import { type Shape, showShape, sizeOf } from "../../array/shape.ts";

/** How many inputs and outputs one weight of a [out, in, …kernel] tensor has. */
export function fans(shape: Shape): { fanIn: number; fanOut: number } {
  if (shape.length < 2)
    throw new RangeError(`init: ${showShape(shape)} has no fan-in; it needs at least 2 axes, [out, in]`);
  const kernel = sizeOf(shape.slice(2));
  return { fanIn: shape[1] * kernel, fanOut: shape[0] * kernel };
}
