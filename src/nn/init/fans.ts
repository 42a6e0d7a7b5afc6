import { type Shape, showShape, sizeOf } from "../../array/shape.ts";

/**
 * Returns the numbers of inputs and outputs of a weight [out, in, …kernel].
 *
 * @example fans([8, 3, 5, 5]) // { fanIn: 75, fanOut: 200 }
 */
export function fans(shape: Shape): { fanIn: number; fanOut: number } {
  if (shape.length < 2)
    throw new RangeError(`init: shape must have at least 2 axes, [out, in], got ${showShape(shape)}`);
  const kernel = sizeOf(shape.slice(2));
  return { fanIn: shape[1] * kernel, fanOut: shape[0] * kernel };
}
