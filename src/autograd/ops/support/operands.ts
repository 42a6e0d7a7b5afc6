/**
 * @file Arithmetic with broadcasting: shapes are aligned at the right, and axes of size 1 (or missing) repeat.
 * The adjoint of repeating is summing, so each gradient is summed back to its input's shape (`unbroadcast`).
 */

import type { Floats } from "../../../array/floats.ts";
import { makeZeros } from "../../../array/makeZeros.ts";
import { array, type NdArray } from "../../../array/ndArray.ts";
import { describeValue } from "../../../check/describeValue.ts";
import { Tensor } from "../../tensor.ts";

/** What arithmetic accepts: a plain number stands for a tensor with one element. */
export type Operand = Tensor | number;

const isFloat64 = (x: Operand): boolean => x instanceof Tensor && x.data instanceof Float64Array;

/** Both operands as tensors. Throws in the name of `who` if one is neither a tensor nor a number. */
export function operands(who: string, a: Operand, b: Operand): [Tensor, Tensor] {
  const kind = isFloat64(a) || isFloat64(b) ? new Float64Array(1) : new Float32Array(1);
  return [asTensor(who, a, kind), asTensor(who, b, kind)];
}

function asTensor(who: string, x: Operand, kind: Floats): Tensor {
  if (x instanceof Tensor) return x;
  if (typeof x !== "number") {
    throw new TypeError(`${who}: an operand is ${describeValue(x)}; it needs a tensor or a number: tensor(values)`);
  }
  return new Tensor(array(makeZeros(kind, 1).fill(x), []));
}

export function negative(x: NdArray): NdArray {
  const y = makeZeros(x.data);
  for (let i = 0; i < y.length; i++) y[i] = -x.data[i];
  return array(y, x.shape);
}
