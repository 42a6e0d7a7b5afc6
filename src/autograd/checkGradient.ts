import { NdArray } from "../array/ndArray.ts";
import { showShape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";

/**
 * Returns the result of a vector-Jacobian product in the kind of its input, Float32 or Float64.
 * Throws in the name of its op unless it has the input's size.
 */
export function checkGradient(op: string, x: NdArray, dx: NdArray): NdArray {
  if (!(dx instanceof NdArray))
    throw new TypeError(`backward: a derivative of ${op} must return a tensor or an NdArray, got ${describeValue(dx)}`);
  if (dx.size !== x.size)
    throw new Error(
      `backward: a derivative of ${op} must have the shape of its input, ${showShape(x.shape)}, got ${showShape(dx.shape)}`,
    );
  if (dx.isFloat64 === x.isFloat64) return dx;
  return new NdArray(x.isFloat64 ? Float64Array.from(dx.data) : Float32Array.from(dx.data), dx.shape);
}
