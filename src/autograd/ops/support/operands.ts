/**
 * @file Arithmetic with broadcasting: shapes are aligned at the right, and axes of size 1 (or missing) repeat.
 * The adjoint of repeating is summing, so each gradient is summed back to its input's shape (`unbroadcast`).
 */

import { array } from "../../../array/ndArray.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { promote } from "../../promote.ts";
import { Tensor } from "../../tensor.ts";

/** An operand of arithmetic. A plain number stands for a tensor with one element. */
export type Operand = Tensor | number;

/** Returns both operands as tensors of one kind. Throws in the name of `who` unless each is a tensor or a number. */
export function operands(who: string, a: Operand, b: Operand): readonly [Tensor, Tensor] {
  return promote(asTensor(who, a, b), asTensor(who, b, a));
}

/** A number takes the kind of the other operand. */
function asTensor(who: string, x: Operand, other: Operand): Tensor {
  if (x instanceof Tensor) return x;
  if (typeof x !== "number")
    throw new TypeError(`${who}: an operand must be a tensor or a number, got ${describeValue(x)}; use tensor(values)`);
  const isDouble = other instanceof Tensor && other.isFloat64;
  return new Tensor(array(isDouble ? Float64Array.of(x) : Float32Array.of(x), []));
}
