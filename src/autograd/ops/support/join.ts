/** @file Several tensors as one: end to end along an axis, or side by side along a new one. */
import type { Tensor } from "../../tensor.ts";
import { needTensor } from "./needTensor.ts";

export function needTensors(who: string, tensors: readonly Tensor[]): void {
  if (!Array.isArray(tensors)) throw new TypeError(`${who}: needs one list of tensors: ${who}([x, y])`);
  if (tensors.length === 0) throw new RangeError(`${who}: an empty list; it needs at least 1 tensor`);
  for (const [i, x] of tensors.entries()) needTensor(who, `tensor ${i}`, x);
}
