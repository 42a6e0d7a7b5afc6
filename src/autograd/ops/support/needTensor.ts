import { NdArray } from "../../../array/ndArray.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { Tensor } from "../../tensor.ts";

/** Throws in the name of `who` where an op was given something that is no tensor, such as an array, or nothing. */
export function needTensor(who: string, what: string, x: unknown): void {
  if (x instanceof Tensor) return;
  const hint = x instanceof NdArray ? "new Tensor(x)" : "tensor(values)";
  throw new TypeError(`${who}: ${what} is ${describeValue(x)}; it needs a tensor: ${hint}`);
}
