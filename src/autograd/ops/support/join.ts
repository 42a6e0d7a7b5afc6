/** @file Joins several tensors: end to end along an axis, or side by side along a new one. */
import { describeValue } from "../../../check/describeValue.ts";
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";

export function needTensors(who: string, tensors: readonly Tensor[]): void {
  if (!Array.isArray(tensors))
    throw new TypeError(`${who}: the tensors must be one list, got ${describeValue(tensors)}; use ${who}([x, y])`);
  if (tensors.length === 0) throw new RangeError(`${who}: the list must have 1 or more tensors, got none`);
  for (const [i, x] of tensors.entries()) needTensor(who, `tensor ${i}`, x);
}
