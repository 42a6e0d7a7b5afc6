import { NdArray } from "../array/ndArray.ts";
import { record } from "./support/record.ts";
import type { Tensor } from "./tensor.ts";

/**
 * Returns the operands of an op in one kind: Float64 if any of them is Float64. Every op uses this function.
 *
 * A converted operand gets its gradient in its original kind, Float32.
 */
export function promote<Operands extends readonly (Tensor | null | undefined)[]>(...operands: Operands): Operands {
  let [some, all] = [false, true];
  for (const x of operands) {
    if (x?.isFloat64) some = true;
    else if (x) all = false;
  }
  if (!some || all) return operands;
  return operands.map((x) => (x && !x.isFloat64 ? toFloat64(x) : x)) as unknown as Operands;
}

/** y = x          y′ = 1. Backward rounds the gradient to the kind of x. */
const toFloat64 = (x: Tensor): Tensor =>
  record("toFloat64", new NdArray(Float64Array.from(x.data), x.shape), [x, (dy) => dy]);
