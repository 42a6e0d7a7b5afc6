import { NdArray } from "../array/ndArray.ts";
import { showShape } from "../array/shape.ts";
import { describeValue } from "../check/describeValue.ts";

/** What a vector-Jacobian product gave for an input. Throws in the name of its op unless it has the input's size. */
export function checkGradient(op: string, x: NdArray, dx: NdArray): NdArray {
  if (!(dx instanceof NdArray))
    throw new TypeError(`backward: ${op} gave ${describeValue(dx)} as a gradient; it needs a tensor or an NdArray`);
  if (dx.size !== x.size)
    throw new Error(
      `backward: ${op} gave a gradient of shape ${showShape(dx.shape)} for an input ${showShape(x.shape)}`,
    );
  return dx;
}
